using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Waves;
using TorchSharp;
using TorchSharp.Modules;
using static DiffImaging.Benchmarks.Lensless.LenslessScene;

namespace DiffImaging.Benchmarks.Lensless;

/// <summary>The same iteration as one would write it in a script: tensor operations on all frames, autograd, torch.optim's Adam.</summary>
/// <remarks>Phases are reduced to one turn in float64, all else is float32; parameters are counted in their natural scales.</remarks>
internal sealed class LenslessAutograd : IStep
{
    private readonly torch.Tensor _axialPhase;
    private readonly torch.Tensor _passing;     // 1 where the transfer function is sampled finely enough, else 0
    private readonly torch.Tensor _fx;
    private readonly torch.Tensor _fy;
    private readonly torch.Tensor _heights;     // [16], index of the height of each frame
    private readonly torch.Tensor _amplitude;
    private readonly Parameter _object;
    private readonly Parameter _distance;
    private readonly Parameter _shift;
    private readonly Adam _adam;

    public LenslessAutograd(LenslessScene scene)
    {
        using var scope = torch.NewDisposeScope();
        Scales = [.. Parameters.Select(scene.Scale)];
        var (grid, light) = (scene.Source.Grid, Light.Of(scene.Source));
        var squared = Coordinates.SquaredFrequency(grid, torch.CPU);
        var axial = (light.CutOff * light.CutOff - squared).clamp_min(0).sqrt();
        _axialPhase = (-2 * Math.PI * squared / (light.CutOff + axial)).DetachFromDisposeScope();
        _fx = Coordinates.FrequencyX(grid, torch.CPU).DetachFromDisposeScope();
        _fy = Coordinates.FrequencyY(grid, torch.CPU).DetachFromDisposeScope();
        var limit = AngularSpectrum.BandLimit(grid.Width, light, Heights.Max());
        _passing = axial.greater(0).logical_and(_fx.abs() <= limit).logical_and(_fy.abs() <= limit).to(torch.float32).DetachFromDisposeScope();
        var perHeight = Frames / (int)scene.Start[Parameters[0]].numel();
        _heights = torch.arange(Frames, dtype: torch.int64).div(perHeight, torch.RoundingMode.floor).DetachFromDisposeScope();
        _amplitude = scene.Measured.squeeze(1).clamp(1e-6 / Photons).sqrt().DetachFromDisposeScope();
        _object = new Parameter(torch.view_as_real(scene.Start[ObjectKey]).clone());
        (_distance, _shift) = (new Parameter(scene.Start[Parameters[0]] / Scales[0]), new Parameter(scene.Start[Parameters[1]] / Scales[1]));
        foreach (var tensor in new[] { _object, _distance, _shift })
        {
            tensor.DetachFromDisposeScope();
        }

        _adam = torch.optim.Adam([_object, _distance, _shift], Rate);
    }

    public string Name => "autograd";

    /// <summary>The parameters' natural scales.</summary>
    public IReadOnlyList<double> Scales { get; }

    public void Run()
    {
        using var scope = torch.NewDisposeScope();
        Evaluate();
        _adam.step();
    }

    /// <summary>Computes the loss, and the gradients of the present point.</summary>
    public (double Loss, torch.Tensor Object, IReadOnlyList<torch.Tensor> Parameters) Evaluate()
    {
        _adam.zero_grad();
        var distance = (_distance * Scales[0]).index_select(0, _heights).reshape(-1, 1, 1);
        var shift = (_shift * Scales[1]).reshape(Frames, 2, 1, 1);
        var phase = _axialPhase * distance - 2 * Math.PI * (_fx * shift.select(1, 0) + _fy * shift.select(1, 1));
        var turn = (phase - 2 * Math.PI * (phase / (2 * Math.PI)).detach().round()).to(torch.float32);
        var spectra = torch.fft.fft2(torch.view_as_complex(_object)) * torch.complex(turn.cos() * _passing, turn.sin() * _passing);
        var intensity = torch.view_as_real(torch.fft.ifft2(spectra)).square().sum([-1]);
        var recorded = torch.nn.functional.avg_pool2d(intensity.unsqueeze(1), Refinement).squeeze(1);
        var loss = (recorded.clamp(1e-6 / Photons).sqrt() - _amplitude).square().sum(torch.float64) * (2 * Photons);
        loss.backward();
        return (loss.item<double>(), _object.grad!, [_distance.grad!, _shift.grad!]);
    }

    public void Dispose()
    {
        _adam.Dispose();
        foreach (var tensor in new[] { _object, _distance, _shift, _axialPhase, _passing, _fx, _fy, _heights, _amplitude })
        {
            tensor.Dispose();
        }
    }
}

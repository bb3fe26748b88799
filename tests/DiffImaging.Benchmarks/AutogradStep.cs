using DiffImaging.Optics.Waves;
using TorchSharp;
using TorchSharp.Modules;

namespace DiffImaging.Benchmarks;

/// <summary>The same iteration as one would write it in a script: tensor operations, autograd, torch.optim's Adam.</summary>
/// <remarks>The object is a real tensor <c>[rows, columns, 2]</c>, the distance is counted in its natural scale.</remarks>
internal sealed class AutogradStep : IStep
{
    private readonly torch.Tensor _axialPhase;
    private readonly torch.Tensor _amplitude;
    private readonly Parameter _object;
    private readonly Parameter _distance;
    private readonly Adam _adam;

    public AutogradStep(InlineScene scene)
    {
        using var scope = torch.NewDisposeScope();
        Scale = scene.Problem.Parameter(InlineScene.DistanceKey).Scale;
        var squared = Coordinates.SquaredFrequency(scene.Source.Grid, torch.CPU);
        var cutOff = Light.Of(scene.Source).CutOff;
        _axialPhase = (-2 * Math.PI * squared / (cutOff + (cutOff * cutOff - squared).sqrt())).DetachFromDisposeScope();
        _amplitude = scene.Measured.clamp(1e-6 / InlineScene.Photons).sqrt().DetachFromDisposeScope();
        _object = new Parameter(torch.view_as_real(scene.Start[InlineScene.ObjectKey]).clone());
        _distance = new Parameter(scene.Start[InlineScene.DistanceKey] / Scale);
        _object.DetachFromDisposeScope();
        _distance.DetachFromDisposeScope();
        _adam = torch.optim.Adam([_object, _distance], InlineScene.Rate);
    }

    public string Name => "autograd";

    /// <summary>Metres in one unit of the distance.</summary>
    public double Scale { get; }

    public void Run()
    {
        using var scope = torch.NewDisposeScope();
        Evaluate();
        _adam.step();
    }

    /// <summary>Computes the loss, and the gradients of the present point.</summary>
    public (double Loss, torch.Tensor Object, torch.Tensor Distance) Evaluate()
    {
        _adam.zero_grad();
        var phase = _axialPhase * (_distance * Scale);
        var turn = (phase - 2 * Math.PI * (phase / (2 * Math.PI)).detach().round()).to(torch.float32);
        var spectrum = torch.fft.fft2(torch.view_as_complex(_object)) * torch.complex(turn.cos(), turn.sin());
        var field = torch.view_as_real(torch.fft.ifft2(spectrum));
        var intensity = field.square().sum([-1]);
        var loss = (intensity.clamp(1e-6 / InlineScene.Photons).sqrt() - _amplitude).square().sum(torch.float64) * (2 * InlineScene.Photons);
        loss.backward();
        return (loss.item<double>(), _object.grad!, _distance.grad!);
    }

    public void Dispose()
    {
        _adam.Dispose();
        _object.Dispose();
        _distance.Dispose();
        _axialPhase.Dispose();
        _amplitude.Dispose();
    }
}

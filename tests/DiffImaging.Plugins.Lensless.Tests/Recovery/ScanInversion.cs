using DiffImaging.Optics.Resampling;
using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Recovery;

/// <summary>The recipe in small: accelerated proximal gradient on the object, Gauss–Newton on shifts and distances with the stage's own products. Amplitude
/// fidelity, means over pixels, sparsity about 1 and |o| at most 1.</summary>
internal sealed class ScanInversion : IDisposable
{
    public const int Refinement = 2;

    private const int Margin = 16;
    private const double Sparsity = 0.005;
    private const double Damping = 1e-3;

    private readonly SimulatedScan _data;
    private readonly TestStage _scan;
    private readonly torch.Tensor _wave = torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat32);
    private torch.Tensor _extrapolated;
    private double _momentum = 1;

    public ScanInversion(SimulatedScan data, double[] distances, torch.Tensor shifts)
    {
        _data = data;
        Grid = new SamplingGrid((SimulatedScan.Side + 2 * Margin) * Refinement, (SimulatedScan.Side + 2 * Margin) * Refinement, SimulatedScan.Pixel / Refinement);
        _scan = new TestStage(new LenslessScanFactory(), $$"""{ "distance": [{{string.Join(", ", distances.Select(z => z.ToString("R")))}}], "margin": {{Margin * Refinement}} }""", TestLight.Field(Grid, SimulatedScan.Frames), Precision.Single);
        (Distances, Shifts) = (torch.tensor(distances, torch.ScalarType.Float64), shifts.clone());
        Object = torch.ones([Grid.Rows, Grid.Columns], torch.ScalarType.ComplexFloat32);
        _extrapolated = Object.clone();
    }

    public SamplingGrid Grid { get; }

    public torch.Tensor Object { get; private set; }

    public torch.Tensor Distances { get; private set; }

    public torch.Tensor Shifts { get; private set; }

    public void Know(torch.Tensor image) => Object = image.to(torch.ScalarType.ComplexFloat32);

    /// <summary>Steps of the object.</summary>
    public void Improve(int iterations)
    {
        // One over the largest curvature: frames / refinement² for unitary propagations.
        var density = (double)SimulatedScan.Frames / (Refinement * Refinement);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            using var scope = torch.NewDisposeScope();
            using var quiet = torch.no_grad();
            using var linear = Linearize(_extrapolated);
            var (field, amplitude) = Amplitude(linear);
            var slope = 0.5 * (1 - _data.Measured.sqrt() / amplitude);
            var cotangent = 2 * field * Binning.MeanAdjoint(slope, Refinement);
            var gradient = linear.Vjp(new Signal(cotangent, linear.Output.Description), new CotangentRequest(false, new HashSet<string> { "transmittance" })).Values["transmittance"];
            var moved = Shrink(_extrapolated - gradient / density - 1) + 1;
            moved /= moved.abs().clamp_min(1);
            var next = (1 + Math.Sqrt(1 + 4 * _momentum * _momentum)) / 2;
            var turns = ((_extrapolated - moved).conj() * (moved - Object)).real.sum().item<float>() > 0;
            var extrapolated = turns ? moved.clone() : moved + (moved - Object) * ((_momentum - 1) / next);
            _momentum = turns ? 1 : next;
            (Object, _extrapolated) = (moved.MoveToOuterDisposeScope(), extrapolated.MoveToOuterDisposeScope());
        }
    }

    /// <summary>One step of shifts and distances at the object as it is: three tangents give the derivatives by all of them.</summary>
    public void Move()
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        using var linear = Linearize(Object);
        var (field, amplitude) = Amplitude(linear);
        var residual = _data.Measured.sqrt() - amplitude;
        torch.Tensor Column(string name, torch.Tensor tangent)
        {
            var change = linear.Jvp(new Signal(null, linear.Output.Description), new VariableValues { { name, tangent } }).Tensor;
            return Binning.Mean(2 * (field.conj() * change).real, Refinement) / (2 * amplitude);
        }

        torch.Tensor Axis(int axis) => torch.stack([.. Enumerable.Range(0, 2).Select(index => torch.full([SimulatedScan.Frames], index == axis ? 1e-6 : 0, torch.ScalarType.Float64))], 1);
        var columns = new[] { Column("shift", Axis(0)), Column("shift", Axis(1)), Column("distance", torch.full([Distances.shape[0]], 1e-6, torch.ScalarType.Float64)) };
        var heights = (int)Distances.shape[0];
        int Element(int column, int frame) => column < 2 ? 2 * frame + column : 2 * SimulatedScan.Frames + frame / (SimulatedScan.Frames / heights);
        var count = 2 * SimulatedScan.Frames + heights;
        var (matrix, vector) = (torch.zeros([count, count], torch.ScalarType.Float64), torch.zeros([count], torch.ScalarType.Float64));
        foreach (var (column, i) in columns.Select((column, i) => (column, i)))
        {
            var right = (column * residual).sum([1, 2, 3], false, torch.ScalarType.Float64);
            foreach (var (other, j) in columns.Select((other, j) => (other, j)))
            {
                var product = (column * other).sum([1, 2, 3], false, torch.ScalarType.Float64);
                for (var frame = 0; frame < SimulatedScan.Frames; frame++)
                {
                    matrix[Element(i, frame), Element(j, frame)] += product[frame];
                }
            }

            for (var frame = 0; frame < SimulatedScan.Frames; frame++)
            {
                vector[Element(i, frame)] += right[frame];
            }
        }

        var step = torch.linalg.solve(matrix + torch.diag(matrix.diagonal()) * Damping, vector).clamp(-8, 8) * 1e-6;
        var shifts = step.narrow(0, 0, 2 * SimulatedScan.Frames).reshape(SimulatedScan.Frames, 2).clamp(-1e-6, 1e-6);
        (Shifts, Distances) = ((Shifts + shifts).MoveToOuterDisposeScope(), (Distances + step.narrow(0, 2 * SimulatedScan.Frames, heights)).MoveToOuterDisposeScope());
    }

    public void Dispose() => _scan.Dispose();

    private ILinearization Linearize(torch.Tensor image) =>
        _scan.Linearize(_wave, new VariableValues { { "transmittance", image }, { "distance", Distances }, { "shift", Shifts } });

    private static (torch.Tensor Field, torch.Tensor Amplitude) Amplitude(ILinearization linear)
    {
        var field = linear.Output.Tensor;
        return (field, Binning.Mean(field.abs().square(), Refinement).sqrt());
    }

    private static torch.Tensor Shrink(torch.Tensor value) => value * (1 - Sparsity / value.abs().clamp_min(1e-12)).clamp_min(0);
}

using DiffImaging.Optics.Resampling;
using DiffImaging.Plugins.Lensless.Specimens;
using DiffImaging.Plugins.Lensless.Stages.LenslessScan;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Recovery;

/// <summary>Noisy frames of a known target, simulated finer and on a larger canvas than they are inverted on. Tensors live in the caller's dispose scope.</summary>
internal sealed class SimulatedScan : IDisposable
{
    public const int Side = 96;
    public const int Frames = 18;
    public const double Pixel = 1.85e-6;
    public const double Photons = 1000;

    private const int Refinement = 4;
    private const int Margin = 32;

    public SimulatedScan(double[] distances, ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        Target = new BarTarget(new BarTargetOptions { HalfPitch = 1.5e-6, Extent = 120e-6, Count = 20 }, new StageContext(torch.CPU, Precision.Double, (long)seed));
        Nominal = Raster();
        Shifts = Nominal + torch.randn([Frames, 2], torch.ScalarType.Float64, generator: generator) * Pixel;
        Distances = torch.tensor(distances, torch.ScalarType.Float64);
        var grid = new SamplingGrid((Side + 2 * Margin) * Refinement, (Side + 2 * Margin) * Refinement, Pixel / Refinement);
        using var scan = new TestStage(new LenslessScanFactory(), $$"""{ "distance": [{{string.Join(", ", distances.Select(z => z.ToString("R")))}}], "margin": {{Margin * Refinement}} }""", TestLight.Field(grid, Frames), Precision.Single);
        using var quiet = torch.no_grad();
        var values = new VariableValues { { "transmittance", Target.Sample(grid).to(torch.ScalarType.ComplexFloat32) }, { "distance", Distances }, { "shift", Shifts } };
        var intensity = Binning.Mean(scan.Forward(torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat32), values).abs().square(), Refinement);
        Measured = torch.poisson(intensity * Photons, generator) / Photons;
    }

    public BarTarget Target { get; }

    /// <summary>Intensity, float32, <c>[frames, 1, rows, columns]</c>.</summary>
    public torch.Tensor Measured { get; }

    /// <summary>True shifts, float64, <c>[frames, 2]</c>, in metres.</summary>
    public torch.Tensor Shifts { get; }

    /// <summary>Shifts as they were meant to be.</summary>
    public torch.Tensor Nominal { get; }

    /// <summary>True distances, float64, <c>[heights]</c>, in metres.</summary>
    public torch.Tensor Distances { get; }

    public void Dispose() => Target.Dispose();

    private static torch.Tensor Raster()
    {
        var step = 4.0 / 3 * Pixel;
        double[] positions = [.. Enumerable.Range(0, Frames).SelectMany(frame => new[] { (frame % 3 - 1) * step, (frame / 3 % 3 - 1) * step })];
        return torch.tensor(positions, torch.ScalarType.Float64).reshape(Frames, 2);
    }
}

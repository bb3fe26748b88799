using System.Diagnostics;
using DiffImaging.Plugins.Regularizers.Variation;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture, Explicit("Measures time; run by hand on a quiet machine.")]
public sealed class ProximalTiming
{
    [TestCase(576)]
    [TestCase(1152)]
    public void Of_the_plain_and_the_fused_form(int size)
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.randn([size, size], torch.ScalarType.ComplexFloat32);
        var dual = torch.zeros([2, size, size], torch.ScalarType.ComplexFloat32);
        var fused = new FusedDualProjection(size, size, true, torch.get_num_threads());
        var single = new FusedDualProjection(size, size, true, 1);
        TestContext.Out.WriteLine($"{torch.get_num_threads()} threads, {size}²: " + string.Join(", ", new (string, Func<torch.Tensor>)[]
        {
            ("fft2", () => torch.fft.fft2(image)),
            ("plain", () => DualProjection.Apply(image, 0.1, dual, 3)),
            ("fused", () => fused.Apply(image, 0.1, dual, 3)),
            ("fused, 10", () => fused.Apply(image, 0.1, dual, 10)),
            ("fused 1 thread, 10", () => single.Apply(image, 0.1, dual, 10)),
            ("fused 1 thread", () => single.Apply(image, 0.1, dual, 3)),
            ("plain l1", () => Sparsity.SoftThreshold.Apply_(image - 1, 0.1).add_(1)),
            ("fused l1", () => Objects.FusedModulus.Shrink(image, 1, 0.1)),
            ("plain sum", () => SmoothedVariation.Of(image, 1e-3)),
            ("fused sum", () => FusedVariation.Of(image, 1e-3)),
        }.Select(entry => $"{entry.Item1} {Milliseconds(entry.Item2):0.00} ms")));
    }

    private static double Milliseconds(Func<torch.Tensor> work)
    {
        var times = new List<double>();
        for (var repeat = 0; repeat < 40; repeat++)
        {
            var start = Stopwatch.GetTimestamp();
            work().Dispose();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times.Min();
    }
}

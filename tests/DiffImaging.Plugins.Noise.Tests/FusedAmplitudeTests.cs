using DiffImaging.Plugins.Noise.Fidelities;
using DiffImaging.Plugins.Noise.Likelihoods;
using TorchSharp;

namespace DiffImaging.Plugins.Noise.Tests;

[TestFixture]
public sealed class FusedAmplitudeTests
{
    // Roots and quotients in float32, of differences of numbers near 1.
    private const double Single = 1e-5;

    [Test]
    public void One_pass_gives_the_loss_and_the_slope_of_double_precision([Values] bool isWeighted, [Values(0, 2.5)] double readNoise)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed: 1);
        long[] shape = [2, 1, 37, 23];
        var predicted = torch.randn(shape, torch.float64, generator: generator) * 0.3 + 1;
        var measured = (torch.randn(shape, torch.float64, generator: generator) * 0.3 + 1).abs();
        var weight = isWeighted ? torch.rand(shape, torch.float64, generator: generator) : null;
        predicted[0, 0, 0, 0] = -0.5;
        using var fidelity = new PixelFidelity(new AmplitudeLikelihood(800, readNoise));

        var (loss, slope) = fidelity.EvaluateWithCotangent(predicted.to(torch.float32), measured.to(torch.float32), weight?.to(torch.float32));

        var (expectedLoss, expectedSlope) = fidelity.EvaluateWithCotangent(predicted, measured, weight);
        Assert.That(loss.item<double>(), Is.EqualTo(expectedLoss.item<double>()).Within(Single).Percent);
        Assert.That(slope.dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(((slope - expectedSlope).norm() / expectedSlope.norm()).ToDouble(), Is.LessThan(Single));
    }
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Uncertainty;

[TestFixture]
[NonParallelizable]
public sealed class SpectralSignalTests
{
    private const int Size = 64;
    private const int Passed = 16;      // bins
    private const double Amplitude = 5; // of a white object, in standard deviations of the noise

    // The diagonal comes from two random probes smoothed over some bins; rings far inside the band average hundreds of them.
    private const double ProbeNoise = 0.2;

    [Test]
    public void A_white_object_has_its_power_over_the_noise_as_far_as_the_model_passes_it([Values] bool isComplex)
    {
        using var problem = CreateProblem(isComplex);
        using var point = White(problem, isComplex);

        var signal = SpectralSignal.Of(problem, point, misfit: 1).Single();

        // A complex coefficient of power A² has twice the noise of a real one.
        var expected = isComplex ? Amplitude * Amplitude / 2 : Amplitude * Amplitude;
        Assert.That(signal.Variable, Is.EqualTo("scene.x"));
        Assert.That(signal.Ratios.Skip(4).Take(8).Average(), Is.EqualTo(expected).Within(ProbeNoise * expected));
        Assert.That(signal.Ratios.Skip(Passed + 6), Is.All.LessThan(0.1 * expected));
        Assert.That(signal.Extent / signal.RingWidth, Is.EqualTo(Passed).Within(3));
        Assert.That(signal.RingWidth, Is.EqualTo(1 / (Size * 1e-6)).Within(1e-6 / (Size * 1e-6)));
    }

    [Test]
    public void A_residual_beyond_the_noise_counts_as_noise()
    {
        using var problem = CreateProblem(false);
        using var point = White(problem, false);

        var (clean, stuck) = (SpectralSignal.Of(problem, point, misfit: 1).Single(), SpectralSignal.Of(problem, point, misfit: 4).Single());

        Assert.That(stuck.Ratios[8], Is.EqualTo(clean.Ratios[8] / 4).Within(1e-6));
        Assert.That(stuck.Extent, Is.LessThan(clean.Extent));
    }

    [Test]
    public void Nothing_is_left_on_the_heap()
    {
        using var problem = CreateProblem(false);
        using var point = White(problem, false);
        SpectralSignal.Of(problem, point, 1);
        var before = torch.Tensor.TotalCount;

        SpectralSignal.Of(problem, point, 1);

        // A finalizer may lower the count at any time.
        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    // One real number at each pixel: the low-passed object, or its two parts in two frames.
    private static JointProblem CreateProblem(bool isComplex)
    {
        using var scope = torch.NewDisposeScope();
        var frequency = torch.fft.fftfreq(Size, 1.0 / Size, dtype: torch.float64);
        var band = (frequency.square().unsqueeze(1) + frequency.square()).sqrt().less(Passed).to(torch.float64).DetachFromDisposeScope();
        var source = FakePlan.Source(Size, Size, isComplex ? 2 : 1);
        var variable = isComplex ? new ObjectVariable("x", source.Grid, ObjectParametrization.Complex) : FakePlan.RealObject("x", source.Grid);
        var plan = FakePlan.Single(source, [variable], [], (_, values, frames) =>
        {
            var image = torch.fft.ifft2(torch.fft.fft2(values["x"]) * band);
            return isComplex ? torch.stack([image.real, image.imag]).unsqueeze(1).narrow(0, frames.Start, frames.Count) : image.real.reshape(1, 1, Size, Size);
        });
        return new JointProblem(new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), torch.zeros(source.Frames, 1, Size, Size, dtype: torch.float64), null, [], []);
    }

    private static JointPoint White(JointProblem problem, bool isComplex)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7);
        torch.Tensor Noise() => torch.randn([Size, Size], torch.float64, generator: generator);
        var point = problem.CreateNominal();
        point["scene.x"].copy_(isComplex ? torch.complex(Noise(), Noise()) * (Amplitude / Math.Sqrt(2)) : Noise() * Amplitude);
        return point;
    }
}

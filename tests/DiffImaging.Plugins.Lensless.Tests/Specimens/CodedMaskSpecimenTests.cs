using DiffImaging.Plugins.Lensless.Specimens;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Tests.Specimens;

/// <summary>What coded masks are simulated with.</summary>
[TestFixture]
public sealed class CodedMaskSpecimenTests
{
    private static readonly StageContext Context = new(torch.CPU, Precision.Double, 4);

    private readonly DisposeScope _scope = torch.NewDisposeScope();

    [OneTimeTearDown]
    public void DropTensors() => _scope.Dispose();

    [Test]
    public void A_scene_is_a_brightness_inside_its_extent_and_the_same_on_any_grid()
    {
        using var scene = new BrightScene(new BrightSceneOptions { Finest = 8e-6, Extent = 200e-6, Count = 4 }, Context);

        var fine = scene.Sample(new SamplingGrid(255, 255, 1e-6));
        var coarse = scene.Sample(new SamplingGrid(85, 85, 3e-6));

        Assert.That(fine.imag.abs().max().item<double>(), Is.Zero);
        Assert.That((fine.real.min().item<double>(), fine.real.max().item<double>() <= 1), Is.EqualTo((0.0, true)));
        Assert.That(fine.real[0].abs().max().item<double>(), Is.Zero);
        Assert.That(coarse.real.mean().item<double>(), Is.EqualTo(fine.real.mean().item<double>()).Within(0.005));
    }

    [Test]
    public void A_diffuser_has_an_aperture_and_the_gradient_that_its_correlation_gives()
    {
        using var diffuser = new Diffuser(new DiffuserOptions { Aperture = 2e-3, CorrelationLength = 30e-6, StandardDeviation = 3 }, Context);

        var field = diffuser.Sample(new SamplingGrid(1001, 1001, 3e-6));

        Assert.That(field[500, 5].abs().item<double>(), Is.Zero);
        var middle = field.narrow(0, 300, 400).narrow(1, 300, 400);
        var step = (middle.narrow(1, 1, 399) * middle.narrow(1, 0, 399).conj()).angle().square().mean().sqrt().item<double>();
        Assert.That(step, Is.EqualTo(3 * Math.Sqrt(2) * 3e-6 / 30e-6).Within(0.06));   // σ √2 p/ℓ; 400 samples are 40 correlation lengths
    }
}

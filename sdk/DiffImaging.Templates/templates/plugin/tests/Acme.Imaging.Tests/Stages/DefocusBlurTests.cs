using System.Text.Json.Nodes;
using Acme.Imaging.Stages;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.Imaging.Tests.Stages;

/// <summary>What the conformance kit cannot know of this stage: its physics.</summary>
[TestFixture]
public sealed class DefocusBlurTests
{
    // The spot ends well before the edge of the grid, and its spectrum before the grid's limit.
    private const double Tolerance = 1e-6;

    [Test]
    public void A_spot_keeps_its_power_and_grows_by_the_variance_of_the_blur()
    {
        const double Aperture = 0.2, Wavelength = 500e-9, Spot = 2e-6, Position = 30e-6, Focus = 5e-6;
        var grid = new SamplingGrid(80, 96, 0.5e-6);
        var options = new JsonObject { ["numericalAperture"] = Aperture, ["positions"] = new JsonArray(Position), ["focus"] = Focus };
        var input = new SignalDescription { Domain = SignalDomain.None, Grid = grid, Wavelength = Wavelength };
        var plan = new DefocusBlurFactory().Plan(new ComponentDefinition("blur", "blur", options, "pipeline:blur"), input);
        using var scope = torch.NewDisposeScope();
        using var stage = plan.Create(new StageContext(torch.CPU, Precision.Double, 1));
        var squaredRadius = Coordinates.X(grid, torch.CPU).square() + Coordinates.Y(grid, torch.CPU).square();
        var values = new VariableValues { { "brightness", (-squaredRadius / (2 * Spot * Spot)).exp() }, { "focus", torch.tensor(Focus, torch.ScalarType.Float64) } };

        var image = stage.Forward(new Signal(null, input), values, FrameRange.All(1)).Tensor;

        var power = image.sum().item<double>();
        var variance = (image * squaredRadius).sum().item<double>() / power / 2;
        var blur = Math.Pow(0.21 * Wavelength / Aperture, 2) + Math.Pow(Aperture * (Position - Focus) / 2, 2);
        Assert.Multiple(() =>
        {
            Assert.That(power, Is.EqualTo(values["brightness"].sum().item<double>()).Within(Tolerance).Percent);
            Assert.That(variance, Is.EqualTo(Spot * Spot + blur).Within(100 * Tolerance).Percent);
        });
    }
}

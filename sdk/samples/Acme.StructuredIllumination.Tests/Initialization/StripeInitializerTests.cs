using System.Text.Json.Nodes;
using Acme.StructuredIllumination.Modalities;
using Acme.StructuredIllumination.Specimens;
using Acme.StructuredIllumination.Tests.Stages;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Tests.Initialization;

/// <summary>The first guess finds stripes between the bins, at phases that it is not told.</summary>
[TestFixture]
public sealed class StripeInitializerTests
{
    private const int Pixels = 128;
    private const double Pitch = 65e-9;
    private const string Nominal = """["4.5 1/um", "0.95 1/um", "-1.6 1/um", "4.3 1/um"]""";

    private static readonly double[] Frequencies = [4.41e6, 1.02e6, -1.52e6, 4.36e6];
    private static readonly double[] Phases = [0.4, 2.1, -2.3, -0.9, 1.4, 3.0];
    private static readonly double[] Modulations = [0.75, 0.55];

    // Without noise what is left is the soft edge of the window; a tenth of a bin is a third of a radian at the edge of the field.
    private const double FrequencyTolerance = 0.1 / (Pixels * Pitch);
    private const double PhaseTolerance = 0.15;
    private const double ModulationTolerance = 0.05;

    [Test]
    public void Frequency_phase_and_modulation_come_out_of_the_spectra()
    {
        using var scope = torch.NewDisposeScope();
        var guess = Guess(Frames());

        double[] Numbers(string name) => guess.Values["microscope." + name].data<double>().ToArray();
        TestContext.Out.WriteLine($"frequency {string.Join(", ", Numbers("frequency"))}; phase {string.Join(", ", Numbers("phase"))}; modulation {string.Join(", ", Numbers("modulation"))}");
        Assert.That(Numbers("frequency"), Is.EqualTo(Frequencies).Within(FrequencyTolerance));
        Assert.That(Numbers("modulation"), Is.EqualTo(Modulations).Within(ModulationTolerance));
        Assert.That(Numbers("phase").Zip(Phases, (found, expected) => Math.IEEERemainder(found - expected, 2 * Math.PI)), Is.All.EqualTo(0).Within(PhaseTolerance));
    }

    private static torch.Tensor Frames()
    {
        var grid = new SamplingGrid(2 * Pixels, 2 * Pixels, Pitch / 2);
        string List(double[] numbers) => string.Join(", ", numbers.Select(number => FormattableString.Invariant($"{number:R}")));
        using var stage = new StageUnderTest(
            $$"""{ "numericalAperture": 1.4, "frequency": [{{List(Frequencies)}}], "phase": [{{List(Phases)}}], "modulation": [{{List(Modulations)}}], "refinement": 2 }""", grid, Phases.Length);
        using var target = new FluorescentTarget(new FluorescentTargetOptions { Extent = 8e-6 }, new StageContext(torch.CPU, Precision.Double, 1));
        return stage.Frames(target.Sample(grid).real).reshape(Phases.Length, Pixels, 2, Pixels, 2).mean([2L, 4L]).unsqueeze(1);
    }

    private static InitialGuess Guess(torch.Tensor frames)
    {
        var options = JsonNode.Parse($$"""{ "wavelength": "525 nm", "pixelPitch": "65 nm", "numericalAperture": 1.4, "frequency": {{Nominal}} }""")!.AsObject();
        var plan = new MicroscopyFactory().Plan(new ComponentDefinition("modality", "structured-illumination-microscopy", options, "modality"), new MeasurementDescription(Phases.Length, Pixels, Pixels));
        Assert.That(plan.Findings, Is.Empty);
        using var initializer = plan.CreateInitializer!(new StageContext(torch.CPU, Precision.Double, 1));
        return initializer.Initialize(new InitializationContext(frames, new HashSet<string> { "microscope.density", "microscope.frequency" }, TestContext.Out.WriteLine, CancellationToken.None)
        {
            Values = new Dictionary<string, torch.Tensor>
            {
                ["microscope.frequency"] = torch.tensor(new[] { 4.5e6, 0.95e6, -1.6e6, 4.3e6 }).reshape(2, 2),
                ["microscope.numericalAperture"] = torch.tensor(1.4),
            },
        });
    }
}

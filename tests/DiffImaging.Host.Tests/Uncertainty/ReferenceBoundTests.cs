using System.Numerics;
using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;
using TorchSharp;

namespace DiffImaging.Host.Tests.Uncertainty;

/// <summary>The error bar of one hologram's distance, matrix-free, against an independent dense computation: object known, and object unknown with a Gaussian prior.</summary>
[TestFixture]
public sealed class ReferenceBoundTests : IDisposable
{
    private const string Object = "object.transmittance";
    private const string Distance = "propagation.distance";
    private const int Pixels = 48;
    private const double Pitch = 1.85e-6;
    private const double Agreement = 0.02;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase(0, 100)]
    [TestCase(1, 1_000)]
    [TestCase(2, 10_000)]
    public void The_distance_has_the_error_bar_of_the_dense_computation(int index, double photons)
    {
        var file = SharedData.Require("reference_crlb/expected.json");
        var expected = JsonNode.Parse(File.ReadAllText(file))!["bounds"]![index]!;
        Assert.That((double)expected["photonsPerUnitIntensity"]!, Is.EqualTo(photons));
        using var scope = torch.NewDisposeScope();
        using var session = Session(photons);
        using var point = Truth(session);
        using var predicted = session.Predict(point);
        using var recorded = session.Problem.Measured(new Sdk.Stages.FrameRange(0, 1));
        Assert.That((predicted - recorded).abs().max().item<double>(), Is.LessThan(1e-6), "one model; measurements are kept in single precision");

        var found = ParameterUncertainty.Of(session.Problem, point, [Distance], new ProfileOptions(), 0);

        var (posterior, repeatability) = (Math.Sqrt(found.Posterior[0, 0]) * 1e6, Math.Sqrt(found.Repeatability[0, 0]) * 1e6);
        var bound = (double)expected["sigmaJointWithPrior_um"]!;
        var (known, knownBound) = (found.Known[0] * 1e6, (double)expected["sigmaKnownObject_um"]!);
        TestContext.Out.WriteLine(FormattableString.Invariant(
            $"{photons} photons: posterior {posterior:F5} µm, dense {bound:F5} µm; object known {known:F5} µm, dense {knownBound:F5} µm; repeatability {repeatability:F5} µm"));
        Assert.That(known, Is.EqualTo(knownBound).Within(Agreement * knownBound));
        Assert.That(posterior, Is.EqualTo(bound).Within(Agreement * bound));
        Assert.That(repeatability, Is.LessThan(posterior).And.GreaterThan(known));
        Assert.That(found.IsDetermined(0));
    }

    private ExperimentSession Session(double photons)
    {
        var density = NpyReader.ReadReal(SharedData.Require("reference_crlb/prior_psd.npy")).Values.ToArray();
        var table = Radial(density);
        JsonObject Prior(string part, double deviation) => new()
        {
            ["name"] = part, ["id"] = "gaussian-prior", ["weight"] = 1, ["on"] = part, ["model"] = "tabulated", ["standardDeviation"] = deviation,
            ["frequencies"] = new JsonArray([.. table.Select(pair => (JsonNode)pair.Frequency)]),
            ["densities"] = new JsonArray([.. table.Select(pair => (JsonNode)(pair.Density + 1e-6))]),
        };
        var definition = new JsonObject
        {
            ["data"] = new JsonObject { ["measurement"] = SharedData.Require("reference_crlb/intensity.npy") },
            ["run"] = new JsonObject { ["precision"] = "double", ["threads"] = 1 },
            ["modality"] = new JsonObject
            {
                ["id"] = "inline-holography", ["wavelength"] = "532 nm", ["pixelPitch"] = "1.85 µm", ["distance"] = "300 µm", ["margin"] = 0,
                ["parametrization"] = "log-amplitude-phase", ["scan"] = new JsonObject { ["enabled"] = false },
            },
            ["fidelity"] = new JsonObject { ["id"] = "poisson", ["photons"] = photons },
            ["regularizers"] = new JsonArray(Prior("amplitude", 0.15), Prior("phase", 0.5)),
        };
        var catalog = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json"));
        var experiment = LoadedExperiment.Load("bound", definition, new ExperimentPaths(_folder["bound.json"]), catalog);
        return new ExperimentSession(experiment.Plan, experiment.Source.Load().Frames);
    }

    // Of every radius that the grid has, so that the table is exact there.
    private static (double Frequency, double Density)[] Radial(double[] density) =>
    [
        .. Enumerable.Range(0, density.Length)
            .Select(index => (Squared: Square(index / Pixels) + Square(index % Pixels), Density: density[index]))
            .DistinctBy(pair => pair.Squared)
            .OrderBy(pair => pair.Squared)
            .Select(pair => (Math.Sqrt(pair.Squared) / (Pixels * Pitch), pair.Density)),
    ];

    private static int Square(int index) => Math.Min(index, Pixels - index) * Math.Min(index, Pixels - index);

    private static JointPoint Truth(ExperimentSession session)
    {
        var values = NpyReader.ReadComplex(SharedData.Require("reference_crlb/object.npy")).Values.ToArray();
        var point = session.Problem.CreateNominal();
        double[] numbers = [.. values.Select(value => Math.Log(Complex.Abs(value))), .. values.Select(value => value.Phase)];
        point[Object].copy_(torch.tensor(numbers).reshape(point[Object].shape));
        return point;
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DiffImaging.Data;
using DiffImaging.Host.Tests.Support;
using TorchSharp;

namespace DiffImaging.Host.Tests;

/// <summary>From a definition over a simulated measurement to a result folder.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed partial class RunTests : IDisposable
{
    private static readonly string[] PromisedKeys =
    [
        "schemaVersion", "status", "experiment", "modality", "seed", "iterations", "elapsedSeconds", "fidelity", "parameters", "metrics", "artifacts", "provenance",
    ];

    // What this version adds to the promise.
    private static readonly string[] FurtherKeys = ["message", "scenario", "uncertainty", "warnings", "measurement", "objects", "timings"];

    private readonly WorkFolder _folder = new();
    private CallResult _simulate = null!;
    private CallResult _run = null!;

    private JsonObject Result => JsonNode.Parse(File.ReadAllText(_folder["out/result.json"]))!.AsObject();

    [OneTimeSetUp]
    public async Task Simulate_and_run()
    {
        _folder.Write("simulation.json", TinyExperiment.Simulation());
        _folder.Write("experiment.json", TinyExperiment.Definition("simulated/measurement.ome.tif"));
        _folder.Write("schedule.json", TinyExperiment.Schedule(12));
        _simulate = (await _folder.CallAsync("simulate", "simulation.json", "--output", "simulated")).Expect(0);
        _run = (await _folder.CallAsync("run", "experiment.json", "schedule.json", "--output", "out", "--json", "--set", "run:seed=5")).Expect(0);
    }

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_simulation_writes_the_measurement_and_the_truth()
    {
        Assert.That(Files("simulated"), Is.EqualTo(new[] { "definition.json", "measurement.ome.tif", "measurement.png", "truth.json" }));
        Assert.That(ImageReader.ReadSize(_folder["simulated/measurement.ome.tif"]), Is.EqualTo(new ImageSize(1, TinyExperiment.Rows, TinyExperiment.Columns)));
        Assert.That(JsonNode.Parse(File.ReadAllText(_folder["simulated/truth.json"]))!["parameters"]!["propagation.distance"]!.GetValue<double>(), Is.EqualTo(3e-4));
        Assert.That(_simulate.Output, Does.Contain("measurement.ome.tif"));
    }

    [Test]
    public async Task Resolution_grows_from_phase_to_phase_by_a_band_limit_that_later_phases_leave_out()
    {
        _folder.Write("coarse.json", """
            {
              "constraints": [{ "name": "coarse", "id": "band-limit", "frequency": "40 1/mm" }],
              "schedule": [{ "name": "rough", "solver": "fista", "iterations": 10 }]
            }
            """);
        _folder.Write("fine.json", """
            {
              "schedule": [{ "name": "rough", "solver": "fista", "iterations": 10 }, { "name": "fine", "solver": "fista", "iterations": 10, "without": ["coarse"] }]
            }
            """);

        (await _folder.CallAsync("run", "experiment.json", "coarse.json", "--output", "coarse")).Expect(0);
        (await _folder.CallAsync("run", "experiment.json", "coarse.json", "fine.json", "--output", "fine")).Expect(0);

        var (coarse, fine) = (ShareBeyond(40e3, "coarse/object.npy"), ShareBeyond(40e3, "fine/object.npy"));
        Assert.That(coarse, Is.LessThan(0.01));
        Assert.That(fine, Is.GreaterThan(0.1));
    }

    [Test]
    public async Task Weights_that_the_measurement_chooses_are_reported()
    {
        var call = (await _folder.CallAsync("run", "experiment.json", "--output", "weighted", "--set", "weights:by=discrepancy", "--set", "weights:target=0.95", "--set", "weights:until=focus", "--set", "weights:trials=4")).Expect(0);

        Assert.That(call.Output + call.Errors, Does.Contain("weights of variation, sparsity: ×"));
        var factor = (double)JsonNode.Parse(File.ReadAllText(_folder["weighted/result.json"]))!["metrics"]!["weightFactor"]!;
        Assert.That(factor, Is.InRange(0.01, 100).And.Not.EqualTo(1));
        Assert.That(File.ReadAllText(_folder["weighted/report.html"]), Does.Contain("χ²/N").And.Contain("weights.factor"));
    }

    [Test]
    public async Task An_output_below_a_folder_that_is_not_there_yet_appears()
    {
        (await _folder.CallAsync("run", "experiment.json", "schedule.json", "--output", "new/deep/out")).Expect(0);

        Assert.That(Directory.EnumerateFileSystemEntries(_folder["new/deep"]).Select(Path.GetFileName), Is.EqualTo(new[] { "out" }));
        Assert.That(File.Exists(_folder["new/deep/out/result.json"]));
    }

    [Test]
    public void The_result_has_the_promised_keys()
    {
        Assert.That(Result.Select(pair => pair.Key), Is.EquivalentTo(PromisedKeys.Concat(FurtherKeys)));
        Assert.That(Result["fidelity"]!.AsObject().Select(pair => pair.Key), Is.EqualTo(new[] { "initial", "final" }));
        Assert.That((int)Result["schemaVersion"]!, Is.EqualTo(1));
        Assert.That((string?)Result["status"], Is.AnyOf("converged", "stopped"));
        Assert.That(((string?)Result["experiment"], (string?)Result["modality"], (long)Result["seed"]!), Is.EqualTo(("experiment", "inline-holography", 5L)));
        Assert.That((double)Result["fidelity"]!["final"]!, Is.LessThan((double)Result["fidelity"]!["initial"]!));
        var x = Result["objects"]!.AsArray().Single()!;
        Assert.That(((string?)x["name"], (string?)x["array"], (double)x["pitch"]!), Is.EqualTo(("transmittance", "object.npy", 1.85e-6)));
        Assert.That(((int)Result["measurement"]!["frames"]!, (int)Result["measurement"]!["rows"]!), Is.EqualTo((1, TinyExperiment.Rows)));
    }

    [Test]
    public async Task Bias_and_maps_of_the_objects_deviation_are_shown_where_they_are_asked_for()
    {
        var result = (await _folder.CallAsync(
            "run", "experiment.json", "schedule.json", "--output", "believed", "--json", "--set", "uncertainty:biasSamples=2", "--set", "uncertainty:objectSamples=2")).Expect(0).Json;

        var distance = result["parameters"]!.AsArray().First(parameter => (string?)parameter!["name"] == "distance")!;
        Assert.That(((double)distance["bias"]!, (double)distance["biasError"]!), Is.EqualTo(((double)result["metrics"]!["bias.propagation.distance"]!, (double)distance["biasError"]!)));
        Assert.That((double)distance["biasError"]!, Is.Positive);
        Assert.That(Result["parameters"]!.AsArray().Select(parameter => parameter!["bias"]), Is.All.Null, "not asked for");
        var report = File.ReadAllText(_folder["believed/report.html"]);
        Assert.That(report, Does.Contain("Amplitude ±").And.Contain("Phase ±").And.Contain("from 2 draws").And.Contain("Bias: how much larger"));
        foreach (var (name, least, most) in new[] { ("amplitude-deviation", 1e-3f, 1f), ("phase-deviation", 1e-3f, 10f) })
        {
            var map = ImageReader.Read(_folder["believed/" + (string)result["artifacts"]![name]!]);
            Assert.That((map.Rows, map.Columns), Is.EqualTo((TinyExperiment.Rows + 16, TinyExperiment.Columns + 16)), "the object's grid, margin and all");
            Assert.That(map.Pixels.ToArray().Average(), Is.InRange(least, most));
        }
    }

    [Test]
    public void The_result_lists_every_parameter_with_nominal_and_estimate()
    {
        var distance = Result["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "distance")!.AsObject();

        Assert.That(distance.Select(pair => pair.Key), Is.SupersetOf(new[] { "stage", "name", "unit", "nominal", "estimate", "repeatability", "posterior", "remaining", "jackknife", "identifiable" }));
        Assert.That(((string?)distance["stage"], (string?)distance["unit"], (double)distance["nominal"]!), Is.EqualTo(("propagation", "m", 3.3e-4)));
        Assert.That((double)distance["estimate"]!, Is.EqualTo(3e-4).Within(3e-5), "found from a nominal value that is a tenth wrong");
        Assert.That((double)distance["jackknife"]!, Is.Positive);
        Assert.That(Math.Abs((double)distance["remaining"]!), Is.LessThan((double)distance["posterior"]!), "it has arrived");
        Assert.That((double)distance["repeatability"]!, Is.Positive.And.LessThan((double)distance["posterior"]!), "the noise alone, and with what the priors leave open");
        Assert.That((bool)distance["identifiable"]!);
        Assert.That(Result["uncertainty"]!["numbers"]!.AsArray().Select(name => (string?)name), Is.EqualTo(new[] { "propagation.distance" }));
    }

    [Test]
    public async Task Estimated_parameters_that_get_no_error_bars_are_named()
    {
        var call = (await _folder.CallAsync(
            "run", "experiment.json", "schedule.json", "--output", "few", "--set", "pipeline:sensor:gain:mode=calibrate", "--set", "uncertainty:mostNumbers=1")).Expect(0);

        Assert.That(call.Output + call.Errors, Does.Contain("error bars: none of ").And.Contain("(1): more numbers than 'uncertainty:mostNumbers' allows"));
    }

    [Test]
    public void Every_artifact_is_there_and_nothing_else()
    {
        var artifacts = Result["artifacts"]!.AsObject().Select(pair => pair.Value!.ToString()).Append("result.json");

        Assert.That(Files("out"), Is.EquivalentTo(artifacts));
        Assert.That(Files("out"), Is.SupersetOf(new[]
        {
            "amplitude.ome.tif", "amplitude.png", "experiment.json", "history.csv", "object.npy", "phase.ome.tif", "phase.png", "report.html", "result.json",
        }));
    }

    [Test]
    public void Plugins_and_inputs_are_in_the_provenance_with_their_hashes()
    {
        var provenance = Result["provenance"]!;
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder["simulated/measurement.ome.tif"])));

        Assert.That(provenance["inputs"]!.AsArray().Select(input => (string?)input!["sha256"]), Is.EqualTo(new[] { hash }));
        Assert.That(provenance["plugins"]!.AsArray().Select(plugin => (string?)plugin!["id"]), Is.SupersetOf(new[] { "holography", "sensors", "noise", "regularizers" }));
        Assert.That(provenance["plugins"]!.AsArray().Select(plugin => ((string?)plugin!["sha256"])!.Length), Is.All.EqualTo(64));
    }

    [TestCase("amplitude.ome.tif")]
    [TestCase("phase.ome.tif")]
    public void Images_carry_their_pixel_size(string name)
    {
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(_folder["out/" + name]));
        var image = ImageReader.Read(_folder["out/" + name]);

        Assert.That(text, Does.Contain("PhysicalSizeX=\"1.85\"").And.Contain("PhysicalSizeY=\"1.85\"").And.Contain("PhysicalSizeXUnit=\"&#xB5;m\""));
        Assert.That((image.Frames, image.Rows, image.Columns, image.Metadata.BitDepth), Is.EqualTo((1, TinyExperiment.Rows + 16, TinyExperiment.Columns + 16, 32)));
    }

    [Test]
    public void The_object_is_complex_and_agrees_with_the_images()
    {
        var field = ImageReader.ReadComplex(_folder["out/object.npy"]);
        var amplitude = ImageReader.Read(_folder["out/amplitude.ome.tif"]);

        Assert.That(field.Pixels.Select(value => (float)value.Magnitude), Is.EqualTo(amplitude.Pixels).Within(1e-5));
    }

    [Test]
    public void The_history_has_a_line_for_every_iteration()
    {
        var lines = File.ReadAllLines(_folder["out/history.csv"]);

        Assert.That(lines[0], Does.StartWith("iteration,phase,fidelity,objective,").And.Contain("propagation.distance"));
        Assert.That(lines, Has.Length.EqualTo((int)Result["iterations"]! + 1));
    }

    [Test]
    public void The_report_needs_nothing_from_outside()
    {
        var report = File.ReadAllText(_folder["out/report.html"]);

        Assert.That(Reference().Matches(report).Select(match => match.Groups[1].Value), Is.All.Match("^(data:|#)"));
        Assert.That(report, Does.Not.Contain("<link").And.Not.Contain("<script src").And.Not.Contain("@import"));
        Assert.That(report, Does.Contain("propagation.distance").And.Contain("Residual").And.Contain("data:image/png"));
    }

    [Test]
    public void With_json_standard_output_is_the_result_and_nothing_else()
    {
        Assert.That(_run.Json.ToJsonString(), Is.EqualTo(Result.ToJsonString()));
        Assert.That(_run.Errors, Does.Contain("fidelity"), "progress goes elsewhere");
    }

    [Test]
    public async Task The_resolved_experiment_gives_the_same_result_again()
    {
        (await _folder.CallAsync("run", "out/experiment.json", "--output", "again")).Expect(0);

        Assert.That(File.ReadAllBytes(_folder["again/object.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["out/object.npy"])));
    }

    private IReadOnlyList<string> Files(string folder) => [.. _folder.Entries.Where(entry => Path.GetDirectoryName(entry) == folder).Select(entry => Path.GetFileName(entry))];

    [GeneratedRegex("""(?:src|href)\s*=\s*["']([^"']{0,40})""")]
    private static partial Regex Reference();

    // Of the power of an object about its mean, beyond a frequency.
    private double ShareBeyond(double frequency, string file)
    {
        const double pitch = 1.85e-6;
        using var scope = torch.NewDisposeScope();
        var field = ImageReader.ReadComplex(_folder[file]);
        var values = torch.tensor(field.Pixels.ToArray()).reshape(field.Rows, field.Columns);
        var power = torch.fft.fft2(values - values.mean()).abs().square();
        var squared = torch.fft.fftfreq(field.Rows, pitch, dtype: torch.ScalarType.Float64).square().unsqueeze(1) + torch.fft.fftfreq(field.Columns, pitch, dtype: torch.ScalarType.Float64).square();
        return (power * squared.greater(frequency * frequency)).sum().item<double>() / power.sum().item<double>();
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests;

/// <summary>Studies: recovery in the four scenarios, figures with must and aim, pages.</summary>
[TestFixture]
public sealed class StudyTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("holography-reduced.json")]
    [TestCase("lensless-reduced.json")]
    [TestCase("coded-mask-reduced.json")]
    [TestCase("lensless-modes.json")]
    [TestCase("fourier-ptychography-reduced.json")]
    public async Task The_reduced_study_of_recovery_meets_every_must(string name)
    {
        var study = Path.Combine(SharedData.RepositoryRoot()!, "host", "studies", name);

        var call = await _folder.CallAsync("study", study, "--output", "study");

        TestContext.Out.WriteLine(File.ReadAllText(_folder["study/study.md"]));
        call.Expect(0);
        var document = JsonNode.Parse(File.ReadAllText(_folder["study/study.json"]))!;
        Assert.That(document["runs"]!.AsArray().Select(run => (string?)run!["scenario"]).Distinct(), Is.EquivalentTo(new[] { "ideal", "mismatched", "oracle", "blind" }));
        Assert.That(document["figures"]!.AsArray().Where(figure => figure!["must"] is not null).Select(figure => (string?)figure!["verdict"]), Is.All.EqualTo("met"));
        Assert.That(File.ReadAllText(_folder["study/study.html"]), Does.Contain("Figures of merit"));
    }

    [Test]
    public async Task The_reduced_study_of_coverage_meets_every_must()
    {
        var study = Path.Combine(SharedData.RepositoryRoot()!, "host", "studies", "holography-coverage-reduced.json");

        var call = await _folder.CallAsync("study", study, "--output", "study");

        TestContext.Out.WriteLine(File.ReadAllText(_folder["study/study.md"]));
        call.Expect(0);
    }

    [Test]
    public async Task A_must_that_is_not_met_is_said_and_fails_the_call()
    {
        _folder.Write("simulation.json", TinyExperiment.Simulation());
        var experiment = TinyExperiment.Definition("unused");
        experiment["data"] = new JsonObject { ["simulation"] = "simulation.json" };
        _folder.Write("experiment.json", experiment);
        _folder.Write("study.json", """
            {
              "title": "impossible", "experiment": "experiment.json", "seeds": 2,
              "settings": ["data:simulationSettings:0=run:seed={seed}", "schedule:focus:iterations=2", "schedule:joint:iterations=1", "schedule:joint:innerIterations=1", "schedule:finish:iterations=1"],
              "variants": [{ "name": "tiny" }],
              "figures": [
                { "name": "impossible", "of": "fieldPsnr", "better": "higher", "must": 1000, "unit": "dB" },
                { "name": "possible", "of": "iterations", "statistic": "maximum", "must": 100 },
                { "name": "never measured", "of": "noSuchMetric", "must": 1 }
              ]
            }
            """);

        var call = (await _folder.CallAsync("study", "study.json", "--output", "study", "--json")).Expect(1);

        var verdicts = JsonNode.Parse(call.Output)!["figures"]!.AsArray().Select(figure => (string?)figure!["verdict"]);
        Assert.That(verdicts, Is.EqualTo(new[] { "not-met", "met", "not-measured" }));
    }

    [Test]
    public async Task A_watched_study_tells_when_each_variant_came_to_the_goals()
    {
        _folder.Write("simulation.json", TinyExperiment.Simulation());
        var experiment = TinyExperiment.Definition("unused");
        experiment["data"] = new JsonObject { ["simulation"] = "simulation.json" };
        _folder.Write("experiment.json", experiment);
        _folder.Write("adam.json", """{ "schedule": [{ "name": "all", "solver": "adam", "iterations": 60, "rate": 0.01 }] }""");
        _folder.Write("study.json", """
            {
              "title": "watched", "experiment": "experiment.json", "watch": true,
              "variants": [{ "name": "default", "scenarios": ["oracle", "blind"] }, { "name": "adam", "files": ["adam.json"] }],
              "baseline": ["adam"],
              "goals": [{ "of": "fieldPsnr", "lossAtMost": 6, "against": "default" }],
              "columns": [{ "of": "fieldPsnr", "unit": "dB" }],
              "figures": [{ "name": "reached", "of": "reached", "variants": ["default"], "better": "higher", "must": 1 }]
            }
            """);

        (await _folder.CallAsync("study", "study.json", "--output", "study")).Expect(0);

        var document = JsonNode.Parse(File.ReadAllText(_folder["study/study.json"]))!;
        var run = document["runs"]!.AsArray().Single(run => (string?)run!["variant"] == "default" && (string?)run["scenario"] == "blind")!;
        var course = run["course"]!.AsArray();
        double[] seconds = [.. course.Select(point => (double)point!["seconds"]!)];
        Assert.That(seconds, Is.Ordered.Ascending);
        Assert.That((int)course[^1]!["iteration"]!, Is.EqualTo((int)run["values"]!["iterations"]!));
        Assert.That((double)course[^1]!["fieldPsnr"]!, Is.EqualTo((double)run["values"]!["fieldPsnr"]!), "the last look is at the result");
        Assert.That((double)run["values"]!["arrivalSeconds"]!, Is.InRange(seconds[0], seconds[^1]));
        var page = File.ReadAllText(_folder["study/study.md"]);
        Assert.That(page, Does.Contain("## Time to quality").And.Contain("| default | 1 | 1 |"));
    }

    [TestCase("\"watch\": true", "study.json:watch", "goals")]
    [TestCase("\"goals\": [{ \"of\": \"fieldPsnr\" }]", "study.json:goals", "has no bound")]
    [TestCase("\"goals\": [{ \"of\": \"fieldPsnr\", \"lossAtMost\": 1 }]", "study.json:goals", "oracle, which is not run there")]
    [TestCase("\"baseline\": [\"b\"]", "study.json:baseline", "unknown variant 'b'")]
    public async Task Goals_that_cannot_be_told_are_refused(string key, string place, string message)
    {
        _folder.Write("study.json", $$"""{ "title": "x", "experiment": "none.json", "variants": [{ "name": "a" }], "figures": [], {{key}} }""");

        var call = (await _folder.CallAsync("study", "study.json")).Expect(2);

        Assert.That(call.Errors, Does.Contain(place).And.Contain(message));
    }

    [Test]
    public async Task A_finished_run_is_kept_until_what_it_depends_on_changes()
    {
        _folder.Write("simulation.json", TinyExperiment.Simulation());
        var experiment = TinyExperiment.Definition("unused");
        experiment["data"] = new JsonObject { ["simulation"] = "simulation.json" };
        _folder.Write("experiment.json", experiment);
        _folder.Write("study.json", """
            {
              "title": "kept", "experiment": "experiment.json",
              "settings": ["schedule:focus:iterations=2", "schedule:joint:iterations=1", "schedule:joint:innerIterations=1", "schedule:finish:iterations=1"],
              "variants": [{ "name": "tiny" }],
              "figures": [{ "name": "iterations", "of": "iterations" }]
            }
            """);
        async Task<double> Iterations() =>
            (double)JsonNode.Parse((await _folder.CallAsync("study", "study.json", "--output", "study", "--json")).Expect(0).Output)!["figures"]![0]!["value"]!;
        var first = await Iterations();

        // A number that no run would have.
        var kept = JsonNode.Parse(File.ReadAllText(_folder["study/runs/tiny-1-blind.json"]))!;
        kept["Run"]!["Values"]!["iterations"] = 12345;
        _folder.Write("study/runs/tiny-1-blind.json", kept.AsObject());
        Assert.That(await Iterations(), Is.EqualTo(12345), "the run was done again");

        // Neither the study nor the experiment's file says that the pixels are others.
        var simulation = TinyExperiment.Simulation();
        simulation["run"] = new JsonObject { ["seed"] = 77 };
        _folder.Write("simulation.json", simulation);
        Assert.That(await Iterations(), Is.EqualTo(first), "the run was kept though its measurement has changed");
    }

    [TestCase(1, 0)]
    [TestCase(99, 1)]
    public async Task A_run_that_fails_is_tried_once_more_and_costs_itself_alone(int failures, int exitCode)
    {
        using var plugins = new PluginFolder();
        plugins.Add("Stumbling");
        foreach (var assembly in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugins"), "DiffImaging.Plugins.*.dll", SearchOption.AllDirectories))
        {
            plugins.List(Path.GetFileNameWithoutExtension(assembly), assembly);
        }

        _folder.Write("simulation.json", TinyExperiment.Simulation());
        var experiment = TinyExperiment.Definition("unused");
        experiment["data"] = new JsonObject { ["simulation"] = "simulation.json" };
        _folder.Write("experiment.json", experiment);
        _folder.Write("study.json", $$"""
            {
              "title": "stumbling", "experiment": "experiment.json",
              "settings": ["schedule:focus:iterations=2", "schedule:joint:iterations=1", "schedule:joint:innerIterations=1", "schedule:finish:iterations=1"],
              "variants": [
                { "name": "sound" },
                { "name": "stumbling", "settings": ["pipeline:stumbling:id=stumbling", {{JsonValue.Create("pipeline:stumbling:counter=" + _folder["counter"]).ToJsonString()}}, "pipeline:stumbling:failures={{failures}}"] }
              ],
              "figures": [{ "name": "iterations", "of": "iterations", "variants": ["sound"] }]
            }
            """);

        var call = (await _folder.CallAsync("study", "study.json", "--output", "study", "--plugins", plugins.WriteList())).Expect(exitCode);

        Assert.That(call.Output + call.Errors, Does.Contain("stumbling seed 1 blind failed: the plugin 'stumbling' threw in Forward of 'stumbling' (forward stage): InvalidOperationException: the camera does not answer; once more"));
        Assert.That(Directory.EnumerateFiles(_folder["study/runs"]).Select(Path.GetFileName), Is.EquivalentTo(exitCode == 0 ? new[] { "sound-1-blind.json", "stumbling-1-blind.json" } : ["sound-1-blind.json"]));

        // A page of a study that is not whole would be taken for the study's.
        Assert.That(File.Exists(_folder["study/study.md"]), Is.EqualTo(exitCode == 0));
    }

    [Test]
    public async Task A_loss_against_a_scenario_that_is_not_run_is_refused()
    {
        _folder.Write("study.json", """{ "title": "x", "experiment": "none.json", "variants": [{ "name": "a" }], "figures": [{ "name": "f", "of": "g", "lossAgainst": "oracle" }] }""");

        var call = (await _folder.CallAsync("study", "study.json")).Expect(2);

        Assert.That(call.Errors, Does.Contain("study.json:figures").And.Contain("'f' is a loss against oracle").And.Contain("scenarios"));
    }

    [Test]
    public async Task A_study_with_a_mistake_is_refused_with_its_place()
    {
        _folder.Write("study.json", """{ "title": "x", "experiment": "none.json", "variants": [{ "name": "a" }], "figures": [{ "name": "f", "of": "g", "variants": ["b"], "statistik": "median" }] }""");

        var call = (await _folder.CallAsync("study", "study.json")).Expect(2);

        Assert.That(call.Errors, Does.Contain("study.json:figures:0:statistik").And.Contain("statistic"));
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Tests;
using Json.Schema;

namespace DiffImaging.Samples.Tests;

/// <summary>The sample as a user has it: in a list beside our plugins, called through the program.</summary>
[TestFixture]
[NonParallelizable]
public sealed class StructuredIlluminationTests
{
    private const string Library = "MathNet.Numerics";

    private static readonly string Sample = Path.Combine(SharedData.RepositoryRoot()!, "sdk", "samples", "Acme.StructuredIllumination");

    /// <summary>The plugin fits peaks by its version of a library, our regularizer solves systems by another: neither the line about the stripes nor that about
    /// the spectrum could be written without.</summary>
    [Test]
    public void Two_versions_of_a_library_work_in_one_experiment()
    {
        using var installation = new SampleInstallation();
        var versions = new ConcurrentBag<Version>();
        void Note(object? sender, AssemblyLoadEventArgs loaded)
        {
            if (loaded.LoadedAssembly.GetName() is { Name: Library, Version: { } version })
            {
                versions.Add(version);
            }
        }

        AppDomain.CurrentDomain.AssemblyLoad += Note;
        var call = installation.Call(
            "run", Path.Combine(Sample, "experiments", "structured-illumination.json"), "--output", installation["result"],
            "--set", "data:simulationSettings:0=data:rows=64", "--set", "data:simulationSettings:1=data:columns=64", "--set", "data:simulationSettings:2=data:specimen:extent=4 um",
            "--set", "schedule:focus:iterations=10", "--set", "schedule:joint:iterations=1", "--set", "schedule:joint:posteriorSamples=0", "--set", "schedule:finish:iterations=2",
            "--set", "uncertainty:mostNumbers=0", "--set", "run:threads=1");
        AppDomain.CurrentDomain.AssemblyLoad -= Note;

        TestContext.Out.WriteLine($"{Library}: {string.Join(", ", versions.Order())}\n{call.Output}");
        Assert.That(call.ExitCode, Is.Zero);
        Assert.That(call.Output, Does.Contain("stripes 3: frequency"), "the plugin has fitted peaks");
        Assert.That(call.Output, Does.Contain("'prior': fitted to the object"), "the regularizer has solved systems");
        Assert.That(versions.Distinct(), Is.EquivalentTo(new[] { new Version(4, 15, 0, 0), new Version(5, 0, 0, 0) }));
    }

    [Test]
    public void The_schema_of_an_installation_knows_the_plugin_and_holds_for_its_definitions()
    {
        using var installation = new SampleInstallation();
        var (exitCode, output) = installation.Call("schema");
        Assert.That(exitCode, Is.Zero, output);
        var schema = JsonSchema.FromText(output);

        Assert.Multiple(() =>
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Sample, "experiments"), "*.json", SearchOption.AllDirectories))
            {
                var definition = JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
                Assert.That(schema.Evaluate(JsonSerializer.SerializeToElement(definition)).IsValid, Is.True, file);
                definition["run"] = new JsonObject { ["thread"] = 1 };
                Assert.That(schema.Evaluate(JsonSerializer.SerializeToElement(definition)).IsValid, Is.False, $"{file} with an unknown key");
            }
        });
    }

    [Test]
    public void Verify_finds_nothing_to_object_to()
    {
        using var installation = new SampleInstallation();

        var (exitCode, output) = installation.Call("plugins", "verify", "acme.structuredillumination");

        TestContext.Out.WriteLine(output);
        Assert.That(exitCode, Is.Zero);
    }

    [Test]
    public void Its_study_of_recovery_in_four_scenarios_meets_every_must()
    {
        using var installation = new SampleInstallation();

        var (exitCode, output) = installation.Call("study", Path.Combine(Sample, "studies", "structured-illumination.json"), "--output", installation["study"]);

        TestContext.Out.WriteLine(output);
        TestContext.Out.WriteLine(File.ReadAllText(installation["study/study.md"]));
        Assert.That(exitCode, Is.Zero, "a figure misses its must");
        var document = JsonNode.Parse(File.ReadAllText(installation["study/study.json"]))!;
        Assert.That(document["runs"]!.AsArray().Select(run => (string?)run!["scenario"]).Distinct(), Is.EquivalentTo(new[] { "ideal", "mismatched", "oracle", "blind" }));
    }
}

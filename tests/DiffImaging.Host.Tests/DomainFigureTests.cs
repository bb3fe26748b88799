using System.Text.Json.Nodes;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Runs;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Host.Tests;

/// <summary>What a modality has to show of a result reaches the folder, and its mistakes cost nothing else.</summary>
[TestFixture]
public sealed class DomainFigureTests : IDisposable
{
    private static readonly DomainImage Pupil = new()
    {
        Name = "pupil-phase",
        Title = "Phase of the pupil",
        Rows = 2,
        Columns = 3,
        Values = new float[] { 0, 1, 7, float.NaN, -4, 3 },
        X = new DomainAxis("frequency along x", -1e5, 1e5, "1/m"),
        Y = new DomainAxis("frequency along y", -1e5, 2e5, "1/m"),
        IsPhase = true,
    };

    private readonly WorkFolder _folder = new();

    private JsonObject Result => JsonNode.Parse(File.ReadAllText(_folder["out/result.json"]))!.AsObject();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Images_and_numbers_land_in_folder_report_and_result()
    {
        IReadOnlyList<string> keys = [];
        var maker = new FakeFigureMaker(values =>
        {
            keys = [.. values.Keys];
            return new DomainFigures([Pupil], [new DomainNumber("wavefrontRms", 0.25, "rad"), new DomainNumber("fidelityPerPixel", -1, "1")]);
        });
        Run(maker);

        Assert.That(keys, Does.Contain("propagation.distance"));
        Assert.That(maker.IsDisposed);
        Assert.That((string?)Result["artifacts"]!["figure.pupil-phase"], Is.EqualTo("figure-pupil-phase.png"));
        Assert.That(File.ReadAllBytes(_folder["out/figure-pupil-phase.png"]), Has.Length.GreaterThan(1000));
        Assert.That((double)Result["metrics"]!["wavefrontRms"]!, Is.EqualTo(0.25));
        Assert.That((double)Result["metrics"]!["fidelityPerPixel"]!, Is.Positive, "a metric of the host keeps its name");
        Assert.That(File.ReadAllText(_folder["out/report.html"]), Does.Contain("Phase of the pupil").And.Contain("wavefrontRms"));
        Assert.That(Result["warnings"]!.AsArray(), Is.Empty);
    }

    [Test]
    public void Without_images_the_numbers_remain()
    {
        Run(new FakeFigureMaker(_ => new DomainFigures([Pupil], [new DomainNumber("wavefrontRms", 0.25, "rad")])), images: false);

        Assert.That(File.Exists(_folder["out/figure-pupil-phase.png"]), Is.False);
        Assert.That((double)Result["metrics"]!["wavefrontRms"]!, Is.EqualTo(0.25));
    }

    [Test]
    public void A_maker_that_throws_is_a_warning_and_the_result_is_kept()
    {
        Run(new FakeFigureMaker(_ => throw new InvalidOperationException("no pupil here")));

        Assert.That(string.Join(" ", Result["warnings"]!.AsArray()), Does.Contain("modality").And.Contain("no pupil here"));
        Assert.That(File.Exists(_folder["out/amplitude.png"]));
        Assert.That(Result["metrics"]!.AsObject(), Is.Not.Empty);
    }

    [Test]
    public void An_image_that_cannot_be_drawn_is_a_warning_that_names_it()
    {
        Run(new FakeFigureMaker(_ => new DomainFigures([Pupil with { Rows = 3 }], [])));

        Assert.That(string.Join(" ", Result["warnings"]!.AsArray()), Does.Contain("'pupil-phase' has 6 values for 3 × 3 pixels"));
    }

    private void Run(IFigureMaker maker, bool images = true)
    {
        var definition = TinyExperiment.Definition(_folder.WriteFrame("measurement.npy", TinyExperiment.Rows, TinyExperiment.Columns));
        definition["schedule"] = TinyExperiment.Schedule(1)["schedule"]!.DeepClone();
        definition["output"] = new JsonObject { ["images"] = images };
        var catalog = PluginCatalog.Load(Path.Combine(AppContext.BaseDirectory, "plugins.json"));
        var loaded = LoadedExperiment.Load("tiny", definition, new ExperimentPaths(_folder["tiny.json"]), catalog);
        var experiment = loaded with { Plan = loaded.Plan with { Modality = loaded.Plan.Modality with { CreateFigures = _ => maker } } };

        using var run = ExperimentRunner.Run(experiment, experiment.Source.Load(), Scenario.Blind, new OptimizationOptions(), default);
        ResultFolder.Write(run, _folder["out"], "blind");
    }
}

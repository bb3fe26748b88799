using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Host.Batches;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Batches;

/// <summary>What a definition with a section <c>batch</c> becomes.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BatchPlanTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_definition_without_the_section_is_no_batch() => Assert.That(Read("""{ "modality": { "distance": "1 mm" } }"""), Is.Null);

    [Test]
    public void Sweeps_are_taken_each_with_each_and_the_last_turns_fastest()
    {
        var batch = Read("""
            { "batch": { "sweep": [ { "key": "modality:distance", "values": ["33 mm", "41 mm"] }, { "key": "run:seed", "values": [1, 2, 3] } ] } }
            """)!;

        Assert.That(batch.Children.Select(child => child.Name), Is.EqualTo(new[]
        {
            "distance 33 mm, seed 1", "distance 33 mm, seed 2", "distance 33 mm, seed 3", "distance 41 mm, seed 1", "distance 41 mm, seed 2", "distance 41 mm, seed 3",
        }));
        Assert.That(batch.Children[4].Overlay.ToJsonString(), Is.EqualTo("""{"modality":{"distance":"41 mm"},"run":{"seed":"2"}}"""));
        Assert.That(batch.Definition.ContainsKey("batch"), Is.False);
    }

    [TestCase("30 mm", "40 mm", 3, "linear", "30 mm|35 mm|40 mm")]
    [TestCase("-0.1", "0.3", 5, "linear", "-0.1|0|0.1|0.2|0.3")]
    [TestCase("1e-4", "1e-1", 4, "logarithmic", "0.0001|0.001|0.01|0.1")]
    [TestCase("8 1/mm", "2 1/mm", 3, "logarithmic", "8 1/mm|4 1/mm|2 1/mm")]
    public void A_range_gives_its_ends_and_what_lies_between(string from, string to, int count, string spacing, string expected)
    {
        var batch = Read($$"""{ "batch": { "sweep": [ { "key": "modality:x", "from": "{{from}}", "to": "{{to}}", "count": {{count}}, "spacing": "{{spacing}}" } ] } }""")!;

        Assert.That(string.Join('|', batch.Children.Select(child => (string?)child.Overlay["modality"]!["x"])), Is.EqualTo(expected));
    }

    [Test]
    public void Elements_of_lists_are_swept_by_their_names()
    {
        var batch = Read("""
            { "regularizers": [ { "name": "edges", "id": "tv", "weight": 1 }, { "name": "small", "id": "l1", "weight": 2 } ],
              "batch": { "sweep": [ { "key": "regularizers:small:weight", "values": [5, 6] } ] } }
            """)!;

        Assert.That(batch.Of(batch.Children[1])["regularizers"]!.AsArray().Select(term => term!["weight"]!.ToString()), Is.EqualTo(new[] { "1", "6" }));
    }

    [Test]
    public void Files_of_a_pattern_are_children_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "scan/b.npy", "scan/a.npy", "scan/c.txt", "d.npy" })
        {
            Directory.CreateDirectory(_folder["scan"]);
            NpyWriter.Write(_folder[name], new float[12], 3, 4);
        }

        var batch = Read("""{ "batch": { "foreach": { "files": ["scan/*.npy", "d.npy"] } } }""")!;

        Assert.That(batch.Children.Select(child => child.Name), Is.EqualTo(new[] { "a.npy", "b.npy", "d.npy" }));
        Assert.That((string?)batch.Children[0].Overlay["data"]!["measurement"], Is.EqualTo("scan/a.npy"));
        Assert.That(batch.WithFilesNamed(Tree("""{ "batch": { "Foreach": { "files": ["scan/*.npy", "d.npy"] } } }"""))["batch"]!["Foreach"]!["files"]!.ToJsonString(),
            Is.EqualTo("""["scan/a.npy","scan/b.npy","d.npy"]"""), "submitted with the files, not with a pattern");
    }

    [TestCase("""{ "count": 2 }""", "frames 0-1|frames 2-3|frames 4-5")]
    [TestCase("""{ "count": 3, "step": 2 }""", "frames 0-2|frames 2-4|frames 4-6")]
    [TestCase("""{ "count": 1, "step": 3 }""", "frame 0|frame 3|frame 6")]
    public void Frames_are_taken_in_groups_that_are_whole(string groups, string expected)
    {
        NpyWriter.Write(_folder["movie.npy"], new float[7 * 12], 7, 3, 4);

        var batch = Read($$"""{ "data": { "measurement": ["movie.npy"] }, "batch": { "foreach": { "frames": {{groups}} } } }""")!;

        Assert.That(string.Join('|', batch.Children.Select(child => child.Name)), Is.EqualTo(expected));
    }

    [Test]
    public void Tiles_cover_the_region_and_share_what_they_must()
    {
        NpyWriter.Write(_folder["wide.npy"], new float[100 * 130], 100, 130);

        var batch = Read("""
            { "data": { "measurement": ["wide.npy"], "region": { "rows": 60, "columns": 110, "row": 20, "column": 10 } },
              "batch": { "foreach": { "tiles": { "rows": 40, "columns": 50, "overlap": 8 } } } }
            """)!;

        var tiles = batch.Children.Select(child => child.Overlay["data"]!["region"]!).Select(tile => string.Join(' ', new[] { "row", "column", "rows", "columns" }.Select(key => tile[key])));
        Assert.That(tiles, Is.EqualTo(new[] { "20 10 40 50", "20 52 40 50", "20 70 40 50", "40 10 40 50", "40 52 40 50", "40 70 40 50" }));
        Assert.That(batch.Children[5].Name, Is.EqualTo("tile 2.3"));
    }

    [Test]
    public void Tiles_of_random_fields_leave_no_pixel_out([Random(1, 400, 10)] int rows, [Random(1, 90, 3)] int size)
    {
        var overlap = size / 3;
        var covered = new bool[rows];
        var tiles = TileGrid.Of(new RegionOfInterest(0, 0, rows, 1), new TileOptions { Rows = size, Columns = size, Overlap = overlap }).ToList();
        foreach (var (_, _, region) in tiles)
        {
            Array.Fill(covered, true, region.Row, region.Rows);
        }

        Assert.That(covered, Is.All.True);
        Assert.That(tiles.Zip(tiles.Skip(1), (one, next) => one.Region.Row + one.Region.Rows - next.Region.Row), Is.All.AtLeast(overlap));
    }

    [TestCase("""{ "sweep": [ { "key": "modality:x" } ] }""", "batch:sweep:0", "values, or a range")]
    [TestCase("""{ "sweep": [ { "key": "modalty:x", "values": [1] } ] }""", "batch:sweep:0:key", "modality")]
    [TestCase("""{ "sweep": [ { "key": "batch:mostFailures", "values": [1] } ] }""", "batch:sweep:0:key", "unknown section")]
    [TestCase("""{ "sweep": [ { "key": "modality:x", "values": [1, 1] } ] }""", "batch:sweep:0:values", "twice")]
    [TestCase("""{ "sweep": [ { "key": "modality:x", "values": [1] }, { "key": "modality:x", "values": [2] } ] }""", "batch:sweep", "swept twice")]
    [TestCase("""{ "sweep": [ { "key": "modality:x", "from": "1 mm", "to": "2 um", "count": 3 } ] }""", "batch:sweep:0:from", "same unit")]
    [TestCase("""{ "sweep": [ { "key": "modality:x", "from": "-1", "to": "1", "count": 3, "spacing": "logarithmic" } ] }""", "batch:sweep:0:spacing", "same sign")]
    [TestCase("""{ "sweep": [ { "key": "modality:x", "from": "1", "to": "2", "count": 1 } ] }""", "batch:sweep:0:count", "1")]
    [TestCase("""{ "foreach": { "files": ["nothing-*.tif"] } }""", "batch:foreach:files:0", "nothing-*.tif")]
    [TestCase("""{ "foreach": { "tiles": { "rows": 4, "columns": 4, "overlap": 4 } } }""", "batch:foreach:tiles:overlap", "less than")]
    [TestCase("""{ "foreach": { "frames": { "count": 1 } } }""", "data:measurement", "none is named")]
    [TestCase("""{ "mostFailures": 2 }""", "batch", "nothing varies")]
    [TestCase("""{ "foreach": { "files": ["big.npy"], "tiles": { "rows": 1, "columns": 1 } } }""", "batch", "more than 10000")]
    [TestCase("""{ "sweeps": [] }""", "batch:sweeps", "unknown key")]
    [TestCase("""{ "sweep": [ { "key": "modality:x", "from": "1", "to": "2", "count": 200 }, { "key": "modality:y", "from": "1", "to": "2", "count": 200 } ] }""", "batch", "more than 10000")]
    public void Mistakes_are_told_with_their_place(string section, string path, string expected)
    {
        NpyWriter.Write(_folder["big.npy"], new float[200 * 200], 200, 200);
        var exception = Assert.Throws<ConfigurationException>(() => Read($$"""{ "batch": {{section}} }"""))!;

        Assert.That(exception.Findings.Select(finding => finding.Path), Does.Contain(path), exception.Message);
        Assert.That(exception.Message, Does.Contain(expected));
    }

    private BatchPlan? Read(string definition) => BatchPlan.Read(Tree(definition), new ExperimentPaths(_folder["experiment.json"]));

    // As the layers give it: every value a text.
    private JsonObject Tree(string definition)
    {
        _folder.Write("experiment.json", definition);
        return ExperimentLayers.Read([_folder["experiment.json"]], [], useEnvironment: false);
    }
}

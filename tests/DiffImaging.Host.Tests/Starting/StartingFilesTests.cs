using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Starting;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Host.Tests.Starting;

/// <summary>What a plugin says of its modality, as files to start from.</summary>
[TestFixture]
public sealed class StartingFilesTests : IDisposable
{
    private static readonly JsonDocumentOptions Commented = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly WorkFolder _folder = new();

    public StartingFilesTests() => _folder.Write("plugins.json", """{ "plugins": [] }""");

    public void Dispose() => _folder.Dispose();

    [TestCase("../mask.npy", "would not lie beside the definition")]
    [TestCase("mask.tif", "only .npy files are written")]
    public void A_file_that_is_left_out_is_told(string file, string reason)
    {
        var files = Files(file, "A modality.");

        Assert.That(files.Missing, Does.Contain($"'{file}'").And.Contain(reason));
        Assert.That(files.Paths.Select(Path.GetFileName), Is.EqualTo(new[] { "my.json", "my.simulation.json" }));
    }

    [Test]
    public void A_file_beside_the_definition_is_written_and_nothing_is_missing()
    {
        var files = Files("masks/mask.npy", "A modality.");
        files.Write();

        Assert.That(files.Missing, Is.Null);
        Assert.That(File.Exists(_folder["masks/mask.npy"]), Is.True);
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    [TestCase("\u2028")]
    public void A_line_break_in_what_a_plugin_says_does_not_end_the_comment(string lineBreak)
    {
        Files("mask.npy", $"A modality{lineBreak}\"run\": {{ \"seed\": 7 }},").Write();

        var written = JsonNode.Parse(File.ReadAllText(_folder["my.json"]), documentOptions: Commented)!;
        Assert.That((int)written["run"]!["seed"]!, Is.EqualTo(1));
    }

    private StartingFiles Files(string mask, string summary)
    {
        var example = new ComponentExample($$"""{ "mask": "{{mask}}" }""")
        {
            Specimen = """{ "id": "any" }""",
            Arrays = new Dictionary<string, FileArray> { [mask] = new([1, 2], new double[] { 0, 1 }) },
        };
        return new StartingFiles(new BriefModality(example).AsComponent(summary), PluginCatalog.Load(_folder["plugins.json"]), _folder["my.json"]);
    }
}

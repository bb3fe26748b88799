using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests;

/// <summary>Every experiment in the repository is valid.</summary>
[TestFixture]
public sealed class ExperimentFileTests : IDisposable
{
    private const string MeasuredData = "../../../shared/data/";

    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments");

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Experiments() => Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Experiments))]
    public async Task An_experiment_is_valid(string name)
    {
        var path = Path.Combine(Folder, name);

        var call = (await _folder.CallAsync(["validate", path, "--json", .. MeasuredFiles(path)])).Expect(0);

        Assert.That((bool)call.Json["valid"]!, Is.True);
    }

    // The data may lie elsewhere than the file says: each is named by its full path, or the test is skipped for want of it.
    private static IEnumerable<string> MeasuredFiles(string path)
    {
        var definition = JsonNode.Parse(File.ReadAllText(path), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true })!;
        foreach (var (key, value) in definition["data"]!.AsObject())
        {
            var files = value is JsonArray list ? list.Select((file, index) => ($"data:{key}:{index}", file)) : [($"data:{key}", value)];
            foreach (var (setting, file) in files.Where(pair => pair.Item2 is JsonValue && pair.Item2.ToString().StartsWith(MeasuredData, StringComparison.Ordinal)))
            {
                yield return "--set";
                yield return $"{setting}={SharedData.Require(file!.ToString()[MeasuredData.Length..])}";
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace JobStub;

/// <summary>Stands for <c>diffimaging join</c>: lists the children with what they have counted to.</summary>
internal static class StubJoin
{
    public static void Write(string[] arguments)
    {
        string After(string option) => arguments[Array.IndexOf(arguments, option) + 1];
        var output = After("--output");
        Directory.CreateDirectory(output);
        var children = (JsonArray)JsonNode.Parse(File.ReadAllText(After("--children")))!;
        File.WriteAllLines(Path.Combine(output, "children.txt"), children.Select(child =>
        {
            var files = (string?)child!["folder"] is { } folder ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToArray() : Array.Empty<string>();
            var counted = (string?)child["folder"] is { } result ? JsonNode.Parse(File.ReadAllText(Path.Combine(result, "result.json")))!["iterations"]!.ToString() : "nothing";
            return $"{child["name"]} {child["state"]}: {counted} ({string.Join(' ', files)}) {child["overlay"]!.ToJsonString()}";
        }));
        File.WriteAllText(Path.Combine(output, "result.json"), """{"status":"converged","metrics":{}}""");
    }
}

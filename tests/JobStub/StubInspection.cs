using System.Text.Json.Nodes;

namespace JobStub;

/// <summary>Stands for <c>diffimaging inspect</c>: a definition is wrong where its section <c>stub</c> says so with <c>mistake</c>, needs the bytes of <c>memory</c>, and ends it with <c>crash</c>. A section <c>batch</c> is answered as it stands there.</summary>
internal static class StubInspection
{
    public static void Answer()
    {
        while (Console.In.ReadLine() is { } line)
        {
            var definition = (JsonObject)JsonNode.Parse(File.ReadAllText((string)JsonNode.Parse(line)!["file"]!))!;
            var stub = definition["stub"] as JsonObject;
            if (stub?["crash"] is not null)
            {
                return;
            }

            var mistake = stub is null ? "missing; the stub needs it." : (string?)stub["mistake"];
            Console.Out.WriteLine(new JsonObject
            {
                ["batch"] = definition["batch"]?.DeepClone(),
                ["valid"] = mistake is null,
                ["findings"] = mistake is null ? [] : new JsonArray(new JsonObject { ["severity"] = "error", ["path"] = "stub:mistake", ["message"] = mistake }),
                ["memory"] = stub?["memory"] is { } memory ? new JsonObject { ["total"] = memory.DeepClone(), ["program"] = memory.DeepClone() } : null,
            }.ToJsonString());
            Console.Out.Flush();
        }
    }
}

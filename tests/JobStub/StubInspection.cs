using System.Text.Json.Nodes;

namespace JobStub;

/// <summary>Stands for <c>diffimaging inspect</c>: a definition is wrong where its section <c>stub</c> says so with <c>mistake</c>, needs the bytes of <c>memory</c>, ends it with <c>crash</c>, and writes the lines of <c>stray</c> before the answer. A section <c>batch</c> is answered as it stands there.</summary>
internal static class StubInspection
{
    public static void Answer()
    {
        while (Console.In.ReadLine() is { } line)
        {
            var asked = JsonNode.Parse(line)!;
            var definition = (JsonObject)JsonNode.Parse(File.ReadAllText((string)asked["file"]!))!;
            var stub = definition["stub"] as JsonObject;
            if (stub?["crash"] is not null)
            {
                return;
            }

            var mistake = stub is null ? "missing; the stub needs it." : (string?)stub["mistake"];
            foreach (var stray in stub?["stray"] as JsonArray ?? [])
            {
                Console.Out.WriteLine((string)stray!);
            }

            Console.Out.WriteLine(new JsonObject
            {
                ["id"] = asked["id"]?.DeepClone(),
                ["batch"] = definition["batch"]?.DeepClone(),
                ["valid"] = mistake is null,
                ["findings"] = mistake is null ? [] : new JsonArray(new JsonObject { ["severity"] = "error", ["path"] = "stub:mistake", ["message"] = mistake }),
                ["memory"] = stub?["memory"] is { } memory ? new JsonObject { ["total"] = memory.DeepClone(), ["program"] = memory.DeepClone() } : null,
            }.ToJsonString());
            Console.Out.Flush();
        }
    }
}

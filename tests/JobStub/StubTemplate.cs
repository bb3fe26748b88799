using System.Text.Json.Nodes;

namespace JobStub;

/// <summary>Stands for <c>diffimaging templates</c>: there is one, which counts.</summary>
internal static class StubTemplate
{
    public static void Answer(string[] arguments)
    {
        if (arguments.Length == 1)
        {
            Console.WriteLine("""{ "templates": [ { "name": "count", "title": "Counting", "summary": "It counts.", "modality": "stub" } ] }""");
            return;
        }

        var folder = Directory.CreateDirectory(arguments[^1]).FullName;
        File.WriteAllText(Path.Combine(folder, "numbers.txt"), "1 2 3");
        File.WriteAllText(Path.Combine(folder, "experiment.json"), new JsonObject
        {
            ["stub"] = new JsonObject { ["iterations"] = 3 },
            ["output"] = new JsonObject { ["title"] = "Counting" },
        }.ToJsonString());
        Console.WriteLine("""{ "missing": [] }""");
    }
}

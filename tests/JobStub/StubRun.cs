using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobStub;

/// <summary>Stands for <c>diffimaging run --supervised</c>: counts instead of computing, keeps a checkpoint, obeys its standard input.</summary>
/// <remarks>The definition's section <c>stub</c>: iterations, pause (ms), checkpoint (iterations between two), megabytes (held), exit (code), error (said before), deaf (does not stop).</remarks>
internal sealed class StubRun : IDisposable
{
    private readonly string _output;
    private readonly string[] _arguments;
    private readonly bool _resumes;
    private readonly JsonObject _stub;
    private readonly CancellationTokenSource _stop = new();

    public StubRun(string[] arguments)
    {
        _arguments = arguments;
        var definition = (JsonObject)JsonNode.Parse(File.ReadAllText(arguments[1]))!;
        _stub = definition["stub"] as JsonObject ?? [];
        if (Array.IndexOf(arguments, "--child") is > 0 and var child)
        {
            foreach (var (key, value) in (JsonObject)JsonNode.Parse(File.ReadAllText(arguments[child + 1]))!["stub"]!)
            {
                _stub[key] = value!.DeepClone();
            }
        }

        _output = arguments[Array.IndexOf(arguments, "--output") + 1];
        _resumes = arguments.Contains("--resume");
    }

    private string Checkpoint => _output + ".checkpoint";

    public void Dispose() => _stop.Dispose();

    public async Task<int> RunAsync()
    {
        new Thread(Listen) { IsBackground = true }.Start();
        if (Text("error") is { } error)
        {
            Console.Error.WriteLine(error);
        }

        if (Number("exit") is var exit and not 0)
        {
            return exit;
        }

        var held = new List<byte[]>();
        for (var count = Number("megabytes"); count > 0; count--)
        {
            held.Add(new byte[1 << 20]);
            Array.Fill(held[^1], (byte)1);
        }

        return await CountAsync() + held.Count * 0;
    }

    private async Task<int> CountAsync()
    {
        var (iterations, every, deaf) = (Number("iterations", 1), Number("checkpoint", 1), (bool?)_stub["deaf"] == true);
        var first = _resumes ? int.Parse(await File.ReadAllTextAsync(Checkpoint), CultureInfo.InvariantCulture) : 0;
        for (var iteration = first + 1; iteration <= iterations; iteration++)
        {
            await Task.Delay(Number("pause"));
            Say(new JsonObject { ["event"] = "progress", ["phase"] = "count", ["iteration"] = iteration, ["budget"] = iterations, ["fidelity"] = 1.0 / iteration, ["parameters"] = new JsonArray() });
            if (iteration % every == 0 || (_stop.IsCancellationRequested && !deaf))
            {
                await File.WriteAllTextAsync(Checkpoint + ".part", iteration.ToString(CultureInfo.InvariantCulture));
                File.Move(Checkpoint + ".part", Checkpoint, overwrite: true);
            }

            if (_stop.IsCancellationRequested && !deaf)
            {
                Say(new JsonObject { ["event"] = "ended", ["status"] = "cancelled", ["message"] = "stopped" });
                return 1;
            }
        }

        WriteResult(iterations, first);
        File.Delete(Checkpoint);
        Say(new JsonObject { ["event"] = "ended", ["status"] = "converged", ["message"] = "" });
        return 0;
    }

    private void WriteResult(int iterations, int first)
    {
        var unfinished = _output + ".unfinished";
        Directory.CreateDirectory(Path.Combine(unfinished, "pictures"));
        File.WriteAllText(Path.Combine(unfinished, "result.json"), new JsonObject { ["status"] = "converged", ["iterations"] = iterations }.ToJsonString());
        File.WriteAllLines(Path.Combine(unfinished, "arguments.txt"), _arguments);
        File.WriteAllText(Path.Combine(unfinished, "object.txt"), $"counted to {iterations}");
        File.WriteAllText(Path.Combine(unfinished, "pictures", "course.txt"), $"from {first}");
        var inputs = Path.GetDirectoryName(_arguments[1])!;
        File.WriteAllLines(Path.Combine(unfinished, "pictures", "inputs.txt"), Directory.GetFiles(inputs, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(inputs, file)));
        Directory.Move(unfinished, _output);
    }

    private void Listen()
    {
        while (Console.In.ReadLine() is { } line && line != "stop")
        {
        }

        _stop.Cancel();
    }

    private int Number(string key, int otherwise = 0) => (int?)_stub[key] ?? otherwise;

    private string? Text(string key) => (string?)_stub[key];

    private static void Say(JsonObject line)
    {
        Console.Out.WriteLine(line.ToJsonString(JsonSerializerOptions.Default));
        Console.Out.Flush();
    }
}

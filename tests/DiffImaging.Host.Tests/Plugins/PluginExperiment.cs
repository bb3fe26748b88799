using System.Text.Json.Nodes;
using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>A tiny experiment with further stages behind its sensor, which plugins under test give.</summary>
internal static class PluginExperiment
{
    /// <summary>Lists the plugins of this repository.</summary>
    public static void ListOwn(this PluginFolder plugins)
    {
        foreach (var assembly in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugins"), "DiffImaging.Plugins.*.dll", SearchOption.AllDirectories))
        {
            plugins.List(Path.GetFileNameWithoutExtension(assembly), assembly);
        }
    }

    /// <summary>Writes the definition and the simulation that it needs.</summary>
    /// <returns>Name of the definition's file.</returns>
    public static string WriteExperiment(this WorkFolder folder, string name, int iterations, params JsonObject[] stages)
    {
        folder.Write("simulation.json", TinyExperiment.Simulation());
        var definition = TinyExperiment.Definition("");
        definition["data"] = new JsonObject { ["simulation"] = "simulation.json" };
        definition["schedule"] = TinyExperiment.Schedule(iterations)["schedule"]!.DeepClone();
        if (stages.Length > 0)
        {
            definition["pipeline"] = new JsonObject(stages.Select(stage => KeyValuePair.Create((string)stage["name"]!, (JsonNode?)Options(stage))));
        }

        return folder.Write(name, definition);
    }

    /// <summary>Writes the definition with the regularizer of the plugin <c>Faulty</c>.</summary>
    /// <inheritdoc cref="WriteExperiment" path="/returns"/>
    public static string WritePenalty(this WorkFolder folder, string name, string fault)
    {
        var written = folder.WriteExperiment(name, 2);
        var definition = (JsonObject)JsonNode.Parse(File.ReadAllText(folder[written]))!;
        definition["regularizers"] = new JsonObject { ["bad"] = new JsonObject { ["id"] = "faulty", ["weight"] = 1, ["fault"] = fault } };
        return folder.Write(name, definition);
    }

    /// <summary>A stage of the plugin <c>Faulty</c>.</summary>
    public static JsonObject Fault(string fault) => new() { ["name"] = "bad", ["id"] = "faulty", ["fault"] = fault };

    public static Task<JobDocument> SubmitAsync(this ServiceProcess service, WorkFolder folder, string definition) => service.Client.SubmitAsync(
        (JsonObject)JsonNode.Parse(File.ReadAllText(folder[definition]))!, new Dictionary<string, string> { ["simulation.json"] = folder["simulation.json"] }, new Dictionary<string, string?>(), CancellationToken.None);

    public static async Task<JobDocument> WaitAsync(this ServiceProcess service, string id, Func<JobDocument, bool>? until = null)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var job = await service.Client.FindAsync(id, CancellationToken.None);
            if (job.State.IsFinal() || until?.Invoke(job) == true)
            {
                return job;
            }

            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)), $"it stays {job.State}");
        }
    }

    public static Task<string> ReadAsync(this ServiceProcess service, string path) => service.Http.GetStringAsync(new Uri(path, UriKind.Relative));

    private static JsonObject Options(JsonObject stage)
    {
        var options = (JsonObject)stage.DeepClone();
        options.Remove("name");
        return options;
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Simulation;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Images;

namespace DiffImaging.Host.Commands;

/// <summary><c>simulate</c>: runs a forward model on a specimen.</summary>
internal static class SimulateCommand
{
    private const string Marker = "truth.json";

    public static Command Create()
    {
        var (files, set, plugins) = (CommonOptions.Files(), CommonOptions.Set(), CommonOptions.Plugins());
        var output = CommonOptions.Output("Folder of the simulated measurement [default: simulated/<definition>].");
        var command = new HostCommand("simulate", "Simulate a measurement: a forward model at its nominal values, on a specimen, with noise.")
        {
            Details = """
                The section data of the definition gives rows, columns, specimen and noise in place of files; 'diffimaging describe data'.
                """,
            Examples = """
                diffimaging simulate host/experiments/simulations/holography.json --output simulated
                diffimaging simulate my.json --set run:seed=7 --set data:noise:photons=200
                """,
        };
        command.Arguments.Add(files);
        command.Options.Add(set);
        command.Options.Add(output);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() => Simulate(
            call.GetValue(files)!, call.GetValue(set) ?? [], CommonOptions.PluginsPath(call.GetValue(plugins)), call.GetValue(output))));
        return command;
    }

    private static int Simulate(string[] files, string[] settings, string plugins, string? output)
    {
        var plan = new SimulationPlanner(PluginCatalog.Load(plugins), new ExperimentArrays(new ExperimentPaths(files[0]))).Plan(ExperimentLayers.Read(files, settings));
        var path = Path.GetFullPath(output ?? Path.Combine("simulated", Path.GetFileNameWithoutExtension(files[0])));
        ResultPlace.Require(path, Marker);
        using var folder = AtomicFolder.Create(path, Marker);
        using var simulated = Simulator.Run(plan);
        var (frames, pitch) = (simulated.Frames, plan.Experiment.Pipeline.Output.Grid.Pitch);
        OmeTiffWriter.Write(folder.PathOf("measurement.ome.tif"), new ImageStack(frames.Frames, frames.Rows, frames.Columns, frames.Pixels), pitch);
        var first = new SampledImage(frames.Pixels.AsMemory(0, frames.Rows * frames.Columns), frames.Rows, frames.Columns, pitch);
        File.WriteAllBytes(folder.PathOf("measurement.png"), new PlainImage { Image = first, Map = ColorMap.Gray, ScaleBar = true }.ToPng());
        File.WriteAllText(folder.PathOf("definition.json"), plan.Experiment.Resolved.ToJsonString(ResultDocument.Format));
        File.WriteAllText(folder.PathOf(Marker), Truth(simulated, plan).ToJsonString(ResultDocument.Format));
        folder.Commit();
        Console.WriteLine($"{frames.Frames} frame(s) of {frames.Rows} × {frames.Columns}: {Path.Combine(path, "measurement.ome.tif")}");
        return ExitCodes.Done;
    }

    private static JsonObject Truth(SimulatedMeasurement simulated, SimulationPlan plan) => new()
    {
        ["seed"] = plan.Experiment.Run.Seed,
        ["parameters"] = new JsonObject(simulated.Parameters.Select(pair =>
            KeyValuePair.Create(pair.Key, (JsonNode?)(pair.Value.Count == 1 ? JsonValue.Create(pair.Value[0]) : new JsonArray([.. pair.Value.Select(value => JsonValue.Create(value))]))))),
    };
}

using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Host.Experiments;

/// <summary>What a setup can determine of its uncertainty parameters, before any measurement.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Found">The bounds; null where nothing is estimated.</param>
internal sealed record Identification(LoadedExperiment Experiment, ParameterUncertainty? Found)
{
    /// <summary>Most numbers where the experiment names no parameters.</summary>
    public const int MostNumbers = 64;

    /// <summary>The gauges that the stages declare, with their stage.</summary>
    public IEnumerable<(string Stage, Gauge Gauge)> Gauges => Experiment.Plan.Pipeline.Stages.SelectMany(stage => stage.Plan.Gauges.Select(gauge => (stage.Definition.Name, gauge)));

    /// <summary>Computes it for the specimen and the true parameters of the experiment's simulation.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="ConfigurationException">The experiment has no simulation.</exception>
    public static Identification Of(LoadedExperiment experiment, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        using var measurement = experiment.Source.Load();
        if (measurement.Truth is not { } truth)
        {
            throw new ConfigurationException([new Finding(
                Severity.Error, "data",
                "found a measurement, expected a simulation: how well parameters can be determined depends on the object, so that a specimen has to be given. Set data:simulation to a definition like host/experiments/simulations/holography.json.")]);
        }

        using var session = new ExperimentSession(experiment.Plan, measurement.Frames);
        using var point = session.Problem.CreateNominal();
        foreach (var (key, value) in TrueObjects.Of(session.Problem, session.Context, truth))
        {
            point[key].copy_(value);
        }

        foreach (var key in point.Keys.Where(truth.Parameters.ContainsKey).Where(key => truth.Parameters[key].Count == point[key].numel()).ToList())
        {
            point[key].copy_(torch.tensor(truth.Parameters[key].ToArray(), torch.ScalarType.Float64).reshape(point[key].shape));
        }

        return new Identification(experiment, session.Identify(point, MostNumbers, cancellation));
    }
}

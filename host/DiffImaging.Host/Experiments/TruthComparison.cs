using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Host.Experiments;

/// <summary>Compares the values of all variables with the truth of a simulation.</summary>
internal static class TruthComparison
{
    /// <summary>Compares.</summary>
    /// <param name="session">The session whose problem the values belong to.</param>
    /// <param name="plan">The plan of the session.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="point">The values; unchanged.</param>
    /// <param name="findings">Takes what a modality does wrong in its own comparison.</param>
    /// <returns>Errors of parameters, figures of the objects, the modality's own numbers, by name.</returns>
    public static Dictionary<string, double> Of(ExperimentSession session, ExperimentPlan plan, SimulatedMeasurement truth, JointPoint point, FindingList findings)
    {
        var metrics = new Dictionary<string, double>(ParameterErrors.Of(session.Problem.Variables, point, truth));
        var grid = plan.Pipeline.Output.Grid;
        var gauges = plan.Pipeline.Stages.SelectMany(stage => stage.Plan.Gauges).Select(gauge => gauge.Name).ToHashSet();
        foreach (var variable in session.Problem.Variables.Where(variable => variable.Object is not null))
        {
            foreach (var (name, value) in ObjectComparison.Compare(variable.Object!, point[variable.Key], truth.Specimen, grid, truth.Refinement, gauges, plan.Output.BandAbove)
                .Concat(FineComparison.Compare(variable.Object!, point[variable.Key], truth, grid, gauges)))
            {
                metrics[name] = value;
            }
        }

        foreach (var number in session.CompareWithTruth(point, truth.Parameters, findings))
        {
            metrics.TryAdd(number.Name, number.Value);
        }

        return metrics;
    }
}

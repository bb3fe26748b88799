using System.Diagnostics;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Specimens;
using TorchSharp;

namespace DiffImaging.Host.Experiments;

/// <summary>Runs a checked experiment on its measurement.</summary>
internal static class ExperimentRunner
{
    // Regularizers may draw the object from a guess that fits better, but not so far.
    private const double MostRise = 10;

    /// <param name="experiment">The experiment.</param>
    /// <param name="measurement">Its measurement; owned by the result.</param>
    /// <param name="scenario">What is known; anything but blind needs a simulated measurement.</param>
    /// <param name="options">How the run is watched and kept.</param>
    /// <param name="cancellation">Stops it after the present iteration.</param>
    /// <param name="watch">Compares the iterates with the truth; needs a simulated measurement. Null for nobody.</param>
    public static FinishedRun Run(
        LoadedExperiment experiment, LoadedMeasurement measurement, Scenario scenario, OptimizationOptions options, CancellationToken cancellation, CourseWatch? watch = null)
    {
        var clock = Stopwatch.StartNew();
        using var scope = torch.NewDisposeScope();
        var truth = measurement.Truth;
        var plan = ScenarioPlan.Apply(experiment.Plan, scenario, truth?.Parameters ?? new Dictionary<string, IReadOnlyList<double>>());
        using var session = new ExperimentSession(plan, measurement.Frames);
        var known = scenario == Scenario.Ideal ? TrueObjects.Of(session.Problem, session.Context, truth!) : [];
        watch?.Start(point => TruthComparison.Of(session, plan, truth!, point, new FindingList("")));
        var outcome = session.Run(known, watch is null ? options : options with { Look = watch.Look }, cancellation);
        watch?.Finish(outcome.Iterations, outcome.Point);
        var prediction = session.Predict(outcome.Point).to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        var places = plan.Output.Report || outcome.Misfit is { IsLarge: true } ? session.MisfitPlaces(outcome) : null;
        var findings = new FindingList("");
        var metrics = Metrics(session, plan, measurement, outcome, prediction, findings);
        if (outcome.Misfit is { IsLarge: true } misfit)
        {
            findings.Warning("fidelity", FormattableString.Invariant(
                $"the residual has {misfit.Ratio:G3} times the variance of the noise that the fidelity was told of, expected 1{(places is null ? "" : $"; {places.Describe()}")}: the model does not explain the data. The run is stuck at a wrong solution, the model misses something, or the noise is larger. Do not take the result for the object before you know which."));
        }

        if (outcome.FinalFidelity > MostRise * outcome.InitialFidelity)
        {
            findings.Warning("schedule", FormattableString.Invariant(
                $"the fidelity ended {outcome.FinalFidelity / outcome.InitialFidelity:G3} times as large as it began, whatever the phases say of their convergence: a solver's step is too long for it. Try a smaller step, or \"solver\": \"adam\" in place of fista."));
        }

        var figures = session.MakeFigures(outcome.Point, findings);
        var signals = session.SpectralSignals(outcome);
        foreach (var signal in signals)
        {
            metrics.TryAdd(signals.Count == 1 ? "signalExtent" : $"signalExtent.{signal.Variable}", signal.Extent);
        }

        var ended = outcome.Status is RunStatus.Converged or RunStatus.Stopped;
        var uncertainty = ended ? ErrorBars.Of(session, outcome, known.Keys.ToHashSet(), options.Report, findings, cancellation) : null;
        foreach (var (name, value) in ErrorBars.Metrics(uncertainty))
        {
            metrics.TryAdd(name, value);
        }

        foreach (var (name, value) in truth is null ? [] : ParameterErrors.OfNumbers(uncertainty, outcome.Point, truth))
        {
            metrics.TryAdd(name, value);
        }

        foreach (var number in figures.Numbers)
        {
            metrics.TryAdd(number.Name, number.Value);
        }

        return new FinishedRun(experiment, measurement, outcome, prediction, metrics, clock.Elapsed)
        {
            Figures = figures,
            Signals = signals,
            MisfitPlaces = places,
            Uncertainty = uncertainty,
            Deviations = ended ? ErrorBars.OfObjects(session, outcome, known.Keys.ToHashSet(), options.Report, cancellation) : [],
            LateWarnings = [.. findings.ToList().Select(finding => finding.ToString())],
        };
    }

    private static Dictionary<string, double> Metrics(
        ExperimentSession session, ExperimentPlan plan, LoadedMeasurement measurement, RunOutcome outcome, float[] prediction, FindingList findings)
    {
        var output = plan.Pipeline.Output;
        var metrics = new Dictionary<string, double>
        {
            ["fidelityPerPixel"] = outcome.FinalFidelity / ((double)output.Frames * output.Grid.Rows * output.Grid.Columns),
        };
        if (outcome.Misfit is { } misfit)
        {
            metrics["misfit"] = misfit.Ratio;
        }

        foreach (var factor in outcome.WeightFactors.Values.Take(1))
        {
            metrics["weightFactor"] = factor;
        }

        metrics["amplitudeResidual"] = AmplitudeResidual.Of(measurement.Frames, prediction, outcome.Frames);
        if (measurement.Frames.HeldOut.Count > 0)
        {
            metrics["amplitudeResidual.heldOut"] = AmplitudeResidual.Of(measurement.Frames, prediction, measurement.Frames.HeldOut);
        }

        if (measurement.Truth is not { } truth)
        {
            return metrics;
        }

        foreach (var (name, value) in TruthComparison.Of(session, plan, truth, outcome.Point, findings))
        {
            metrics[name] = value;
        }

        if (truth.Specimen is ITestTarget target && plan.Modality.CreateFrameView is { } createView)
        {
            using var view = createView(session.Context);
            foreach (var (name, value) in FineComparison.OneFrame(view, target, truth, output.Grid, TrueValues(session, outcome, truth)))
            {
                metrics[name] = value;
            }
        }

        return metrics;
    }

    // Estimates stand for what the simulation does not know.
    private static Dictionary<string, torch.Tensor> TrueValues(ExperimentSession session, RunOutcome outcome, SimulatedMeasurement truth) =>
        session.Problem.Variables.ToDictionary(variable => variable.Key, variable =>
            truth.Parameters.TryGetValue(variable.Key, out var known) && known.Count == variable.Parameter!.Count
                ? torch.tensor([.. known], torch.ScalarType.Float64, session.Context.Device).reshape(outcome.Point[variable.Key].shape)
                : outcome.Point[variable.Key]);
}

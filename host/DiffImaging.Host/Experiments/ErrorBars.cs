using System.Runtime.InteropServices;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Host.Experiments;

/// <summary>The error bars of a run as it ends, and what is to be said of them.</summary>
internal static class ErrorBars
{
    /// <summary>Computes them; a run that is cancelled meanwhile keeps its result, without them.</summary>
    /// <param name="session">The session of the run.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="known">Keys of variables that were known.</param>
    /// <param name="report">Takes a line for people to read; null for none.</param>
    /// <param name="findings">Takes a warning for what is not determined.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public static ParameterUncertainty? Of(
        ExperimentSession session, RunOutcome outcome, IReadOnlySet<string> known, Action<string>? report, FindingList findings, CancellationToken cancellation)
    {
        try
        {
            var found = session.Uncertainty(outcome, known, cancellation);
            if (session.WithoutUncertainty(known) is [_, ..] left)
            {
                report?.Invoke($"error bars: none of {string.Join(", ", left.Select(variable => $"{variable.Key} ({variable.Parameter!.Count})"))}: more numbers than 'uncertainty:mostNumbers' allows; 'uncertainty:parameters' names others");
            }

            foreach (var combination in found is null ? [] : OpenCombination.Of(found, session.Problem.Pipeline.Plan))
            {
                findings.Warning(
                    ExperimentSections.Uncertainty,
                    $"measurement and priors do not determine {combination.Text}: whatever value it has, the prediction is the same. {(combination.Gauge is { } gauge ? $"It is the gauge {gauge}" : "Give one of these a prior, or fix it.")}");
            }

            return found;
        }
        catch (OperationCanceledException)
        {
            report?.Invoke("error bars: cancelled; the result is kept without them");
            return null;
        }
        catch (ExternalException exception)
        {
            // What torch cannot solve costs the error bars, not the result.
            findings.Warning(ExperimentSections.Uncertainty, $"no error bars: {exception.Message.Split('\n')[0].Trim()} 'uncertainty:parameters' chooses other numbers, 'uncertainty:mostNumbers=0' none.");
            return null;
        }
    }

    /// <summary>Computes the standard deviations of the objects; a run that is cancelled meanwhile keeps its result, without them.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static IReadOnlyList<ObjectDeviation> OfObjects(ExperimentSession session, RunOutcome outcome, IReadOnlySet<string> known, Action<string>? report, CancellationToken cancellation)
    {
        try
        {
            return session.ObjectDeviations(outcome, known, cancellation);
        }
        catch (OperationCanceledException)
        {
            report?.Invoke("standard deviations of the object: cancelled; the result is kept without them");
            return [];
        }
    }

    /// <summary>The standard deviations of the numbers that have error bars, and the bias of the joint maximum, by name.</summary>
    public static IEnumerable<(string Name, double Value)> Metrics(ParameterUncertainty? found)
    {
        foreach (var index in Enumerable.Range(0, found?.Elements.Count ?? 0))
        {
            if (found!.RepeatabilityDeviation(index) is not { } repeatability || found.PosteriorDeviation(index) is not { } posterior)
            {
                continue;
            }

            yield return ($"repeatability.{Name(found, index)}", repeatability);
            yield return ($"posterior.{Name(found, index)}", posterior);
            if (found.JackknifeDeviation(index) is { } jackknife)
            {
                yield return ($"jackknife.{Name(found, index)}", jackknife);
            }

            if (found.Bias is { } bias)
            {
                yield return ($"bias.{Name(found, index)}", bias[index].Value);
            }
        }
    }

    /// <summary>The name of a number: that of its parameter, with an index where it has several.</summary>
    public static string Name(ParameterUncertainty found, int index)
    {
        var element = found.Elements[index];
        return found.Elements.Count(other => other.Key == element.Key) == 1 ? element.Key : $"{element.Key}[{element.Index}]";
    }
}

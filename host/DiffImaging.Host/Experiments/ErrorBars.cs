using System.Runtime.InteropServices;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Reporting.Quantities;
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
            foreach (var (name, remaining, deviation) in found is null ? [] : FarOff(found, key => session.Problem.Parameter(key).Unit))
            {
                findings.Warning(
                    ExperimentSections.Uncertainty,
                    $"a step of Newton's method would still move {name} by {remaining}, more than its error bars of {deviation}: the run has not arrived, or a constraint or the edges of a regularizer hold it. Give the phases more iterations, or the regularizers smoothed edges, or do not rely on these error bars.");
            }

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

            yield return ($"remaining.{Name(found, index)}", found.Remaining[index]);
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

    /// <summary>The numbers that a step of Newton's method would move by more than the larger of their two standard deviations, with the step and that one: of edges one of the two may be next to nothing.</summary>
    /// <param name="found">The error bars.</param>
    /// <param name="unitOf">Tells the unit of a parameter.</param>
    internal static IEnumerable<(string Name, string Remaining, string Deviation)> FarOff(ParameterUncertainty found, Func<string, string> unitOf) =>
        from index in Enumerable.Range(0, found.Elements.Count)
        where found.IsDetermined(index)
        let deviation = Math.Max(found.RepeatabilityDeviation(index) ?? 0, found.PosteriorDeviation(index) ?? 0)
        where Math.Abs(found.Remaining[index]) > deviation
        let unit = unitOf(found.Elements[index].Key)
        select (Name(found, index), QuantityFormat.Format(found.Remaining[index], unit, 2), QuantityFormat.Format(deviation, unit, 2));

    /// <summary>The name of a number: that of its parameter, with an index where it has several.</summary>
    public static string Name(ParameterUncertainty found, int index)
    {
        var element = found.Elements[index];
        return found.Elements.Count(other => other.Key == element.Key) == 1 ? element.Key : $"{element.Key}[{element.Index}]";
    }
}

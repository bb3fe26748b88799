using System.Runtime.InteropServices;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins.Calls;
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
    /// <param name="findings">Takes warnings: of what is not determined, of a run that has not arrived, of error bars that could not be computed.</param>
    /// <param name="cancellation">Cancels the work.</param>
    public static ParameterUncertainty? Of(
        ExperimentSession session, RunOutcome outcome, IReadOnlySet<string> known, Action<string>? report, FindingList findings, CancellationToken cancellation)
    {
        try
        {
            var found = session.Uncertainty(outcome, known, cancellation);
            if (found is not null && FarOff(found, key => session.Problem.Parameter(key).Unit).ToList() is [var (name, remaining, deviation), .. var others])
            {
                findings.Warning(
                    ExperimentSections.Uncertainty,
                    $"a step of Newton's method would still move {name} by {remaining}, more than its error bars of {deviation}{(others.Count > 0 ? $", and {others.Count} other numbers likewise" : "")}: the run has not arrived, or a constraint or the edges of a regularizer hold it. Give the phases more iterations, or the regularizers smoothed edges, or do not rely on these error bars.");
            }

            if (found is not null && session.WithoutUncertainty(known) is [_, ..] left)
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
        catch (Exception exception) when (IsTorchs(exception))
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
        catch (Exception exception) when (IsTorchs(exception))
        {
            report?.Invoke($"standard deviations of the object: {exception.Message.Split('\n')[0].Trim()}; the result is kept without them");
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

            if (found.Remaining is { } remaining)
            {
                yield return ($"remaining.{Name(found, index)}", remaining[index]);
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

    // Thrown by torch itself, or in a plugin that called it.
    internal static bool IsTorchs(Exception exception) => exception is ExternalException || exception is PluginException { InnerException: { } inner } && IsTorchs(inner);

    /// <summary>The numbers that a step of Newton's method would move by more than the larger of their two standard deviations, with the step and that one: of edges one of the two may be next to nothing.</summary>
    /// <param name="found">The error bars.</param>
    /// <param name="unitOf">Tells the unit of a parameter.</param>
    internal static IEnumerable<(string Name, string Remaining, string Deviation)> FarOff(ParameterUncertainty found, Func<string, string> unitOf) =>
        from pair in (found.Remaining ?? []).Select((remaining, index) => (Remaining: remaining, Index: index))
        where found.IsDetermined(pair.Index)
        let deviation = Math.Max(found.RepeatabilityDeviation(pair.Index) ?? 0, found.PosteriorDeviation(pair.Index) ?? 0)
        where Math.Abs(pair.Remaining) > deviation
        orderby Math.Abs(pair.Remaining) / deviation descending
        let unit = unitOf(found.Elements[pair.Index].Key)
        select (Name(found, pair.Index), QuantityFormat.Format(pair.Remaining, unit, 2), QuantityFormat.Format(deviation, unit, 2));

    /// <summary>The name of a number: that of its parameter, with an index where it has several.</summary>
    public static string Name(ParameterUncertainty found, int index)
    {
        var element = found.Elements[index];
        return found.Elements.Count(other => other.Key == element.Key) == 1 ? element.Key : $"{element.Key}[{element.Index}]";
    }
}

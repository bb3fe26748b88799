using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Reporting.Images;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Host.Results;

/// <summary>The section of a report that shows the uncertainty parameters: nominal value, estimate, error bars, and how these hang together.</summary>
internal static class ParameterReport
{
    private const string ErrorBarText = "One standard deviation each. Repeatability: what another measurement of the same specimen by the same instrument would change. Posterior: how far the truth may lie from the estimate, over all that the priors allow. "
        + "Neither counts what the model has wrong.";

    private const string JackknifeText = "Jackknife: what another part of the specimen would change, by how far the cells of the field disagree. It counts what the model and the priors have wrong as far as that differs from place to place.";

    private const string BiasText = "Bias: how much larger the number is at the joint maximum, which takes the one object that fits best, than where all objects that fit are averaged over; an estimate, under the conditions of the posterior.";

    private const string ExpectedText = "Made of the expected second derivatives: exact ones were not asked for, or are not positive at this point, because a constraint or a regularizer with edges holds the object.";

    /// <summary>Makes the section.</summary>
    public static ReportSection Section(FinishedRun run)
    {
        var entries = run.Experiment.Plan.Pipeline.Variables
            .Where(variable => variable.Parameter is not null && variable.IsActive)
            .SelectMany(variable =>
            {
                using var flat = run.Outcome.Point[variable.Key].reshape(-1).cpu();
                var values = flat.data<double>().ToArray();
                return values.Select((value, index) => new ParameterEntry(
                    variable.NumberName(index), variable.Parameter!.Unit, variable.Parameter.Nominal[index], value)
                {
                    Repeatability = Figure(run.Uncertainty, variable.Key, index, (found, number) => found.RepeatabilityDeviation(number)),
                    Posterior = Figure(run.Uncertainty, variable.Key, index, (found, number) => found.PosteriorDeviation(number)),
                    Jackknife = Figure(run.Uncertainty, variable.Key, index, (found, number) => found.JackknifeDeviation(number)),
                    Bias = Figure(run.Uncertainty, variable.Key, index, (found, number) => found.Bias?[number].Value),
                    BiasError = Figure(run.Uncertainty, variable.Key, index, (found, number) => found.Bias?[number].StandardError),
                    Identifiable = Figure(run.Uncertainty, variable.Key, index, (found, number) => (bool?)found.IsDetermined(number)),
                    Truth = run.Measurement.Truth?.Parameters.TryGetValue(variable.Key, out var truth) == true && truth.Count > index ? truth[index] : null,
                });
            })
            .ToList();
        return new ReportSection("Uncertainty parameters")
        {
            Paragraphs = entries.Count == 0 ? ["No parameter was estimated: the model ran at its nominal values."]
                : [.. Texts(run.Uncertainty)],
            Figures = run.Uncertainty is { Elements.Count: > 1 } found ? [Correlations("Correlations, repeatability", found, found.Repeatability), Correlations("Correlations, posterior", found, found.Posterior)] : [],
            Tables = entries.Count == 0 ? [] : [ParameterTable.Create("Estimated jointly with the object", entries)],
        };
    }

    private static IEnumerable<string> Texts(ParameterUncertainty? found)
    {
        if (found is null)
        {
            yield break;
        }

        yield return ErrorBarText;
        if (found.Jackknife is not null)
        {
            yield return JackknifeText;
        }

        if (found.Bias is not null)
        {
            yield return BiasText;
        }

        if (found.SecondDerivatives == SecondDerivatives.Expected)
        {
            yield return ExpectedText;
        }
    }

    private static CorrelationFigure Correlations(string title, ParameterUncertainty found, double[,] covariance) => new()
    {
        Title = title,
        Labels = UncertaintyDocument.Names(found),
        Values = ParameterUncertainty.Correlations(covariance),
    };

    private static T? Figure<T>(ParameterUncertainty? found, string key, int number, Func<ParameterUncertainty, int, T?> figure)
    {
        var index = found?.Elements.ToList().FindIndex(element => element.Key == key && element.Index == number) ?? -1;
        return index < 0 ? default : figure(found!, index);
    }
}

using System.CommandLine;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Host.Commands;

/// <summary><c>identify</c>: what a setup can determine, before any measurement.</summary>
internal static class IdentifyCommand
{
    // From here on two numbers can hardly be told apart.
    private const double StrongCorrelation = 0.95;
    private const int MostPairs = 5;

    // So many times worse than with all else known, a number is all but taken up by the object.
    private const double WeakRatio = 10;

    public static Command Create()
    {
        var (files, set, plugins, json) = (CommonOptions.Files(), CommonOptions.Set(), CommonOptions.Plugins(), CommonOptions.Json());
        var command = new HostCommand("identify", "Before any measurement: which parameters this setup can determine and how well, and which combinations it cannot.")
        {
            Details = """
                Needs a simulation in the section data: specimen, true parameters and photons decide. The figures are Cramér–Rao bounds, one standard
                deviation: with object and other parameters known, and with both unknown but for regularizers and priors, which count as
                Gaussian. Constraints do not count. Give a photon budget by the fidelity's own option.
                """,
            Examples = """
                diffimaging identify host/experiments/holography-simulated.json
                diffimaging identify my.json --set fidelity:photons=200
                diffimaging identify my.json --set "uncertainty:parameters:0=microscope.defocus" --json
                """,
        };
        command.Arguments.Add(files);
        command.Options.Add(set);
        command.Options.Add(json);
        command.Options.Add(plugins);
        command.SetAction((call, cancellation) => Task.FromResult(ExitCodes.Guard(() =>
        {
            var experiment = LoadedExperiment.Load(call.GetValue(files)!, call.GetValue(set) ?? [], CommonOptions.PluginsPath(call.GetValue(plugins)));
            var identification = Identification.Of(experiment, cancellation);
            foreach (var line in call.GetValue(json) ? [IdentificationDocument.Write(identification).ToJsonString(ResultDocument.Format)] : Lines(identification))
            {
                Console.WriteLine(line);
            }

            return ExitCodes.Done;
        })));
        return command;
    }

    private static IEnumerable<string> Lines(Identification identification)
    {
        if (identification.Found is not { } found)
        {
            yield return "nothing is estimated: no parameter has the mode calibrate.";
            yield break;
        }

        var variables = identification.Experiment.Plan.Pipeline.Variables.ToDictionary(variable => variable.Key);
        var width = UncertaintyDocument.Names(found).Max(name => name.Length);
        yield return $"{"".PadRight(width)}  others known     others unknown";
        for (var index = 0; index < found.Elements.Count; index++)
        {
            var unit = variables[found.Elements[index].Key].Parameter!.Unit;
            yield return $"{ErrorBars.Name(found, index).PadRight(width)}  {Bound(found.Known[index], unit),-15}  {Unknown(found, index, unit)}";
        }

        for (var index = 0; index < found.Elements.Count; index++)
        {
            if (found.PosteriorDeviation(index) / found.Known[index] is > WeakRatio and var ratio)
            {
                var gauge = OpenCombination.GaugeOf(identification.Experiment.Plan.Pipeline, new HashSet<string> { found.Elements[index].Key });
                yield return FormattableString.Invariant($"weakly determined: {ErrorBars.Name(found, index)}, {ratio:F0} times less well than with all else known{(gauge is null ? "" : $"; gauge {gauge}")}");
            }
        }

        var pairs = Correlated(found).OrderByDescending(pair => Math.Abs(pair.Correlation)).ToList();
        foreach (var (one, other, correlation) in pairs.Take(MostPairs))
        {
            yield return FormattableString.Invariant($"hardly told apart: {one} and {other}, correlation {correlation:F3}");
        }

        if (pairs.Count > MostPairs)
        {
            yield return $"… and {pairs.Count - MostPairs} pairs more; --json has all correlations";
        }

        foreach (var combination in OpenCombination.Of(found, identification.Experiment.Plan.Pipeline))
        {
            yield return $"not determined: {combination.Text}; {(combination.Gauge is { } gauge ? $"gauge {gauge}" : "no stage names it. Give one of these a prior, or fix it.")}";
        }

        foreach (var (stage, gauge) in identification.Gauges.Where(pair => pair.Gauge.Fixed.Count > 0))
        {
            yield return $"fixed by convention: '{gauge.Name}' of {stage}: {gauge.Convention}";
        }
    }

    private static string Unknown(ParameterUncertainty found, int index, string unit)
    {
        if (found.PosteriorDeviation(index) is { } deviation)
        {
            return Bound(deviation, unit);
        }

        return found.RestDeviation(index) is > 0 and var rest ? $"{Bound(rest, unit)} against the others; not by itself" : "not determined";
    }

    private static string Bound(double deviation, string unit) => double.IsFinite(deviation) ? $"± {QuantityFormat.Format(deviation, unit, 3)}" : "not seen";

    private static IEnumerable<(string One, string Other, double Correlation)> Correlated(ParameterUncertainty found)
    {
        var correlations = ParameterUncertainty.Correlations(found.Posterior);
        return from one in Enumerable.Range(0, found.Elements.Count)
               from other in Enumerable.Range(one + 1, found.Elements.Count - one - 1)
               where found.IsDetermined(one) && found.IsDetermined(other) && Math.Abs(correlations[one, other]) > StrongCorrelation
               select (ErrorBars.Name(found, one), ErrorBars.Name(found, other), correlations[one, other]);
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Simulation;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing;
using DiffImaging.Sdk.Testing.Modalities;

namespace DiffImaging.Host.Plugins.Verification;

/// <summary>Checks a modality as it is used: its default pipeline is planned, simulates a measurement, and the first guess is made from that.</summary>
/// <param name="catalog">Where the stages of its pipeline are found.</param>
/// <param name="modality">The modality.</param>
/// <param name="example">An example of it.</param>
internal sealed class ModalityRehearsal(PluginCatalog catalog, Component modality, ComponentExample example)
{
    /// <summary>Runs the checks, one after the other as they are asked for.</summary>
    public IEnumerable<ConformanceResult> Check()
    {
        var read = Try("Options and specimen of its example can be read", Read, out var rehearsed);
        if (rehearsed is null)
        {
            return [read];
        }

        var subject = rehearsed.Subject;
        if (rehearsed.Definition is not { } definition)
        {
            var missing = new ConformanceResult("Its pipeline can be simulated", false, "No installed plugin gives an example of a specimen, which a measurement could be simulated of.");
            return ComponentConformance.Check(subject).Append(missing);
        }

        var planned = Try("The default pipeline is planned without an error", () => new SimulationPlanner(catalog, new ExampleArrays(example)).Plan(definition), out var plan);
        return plan is null ? ComponentConformance.Check(subject).Append(planned) : Check(subject, plan, planned);
    }

    private Rehearsed Read() => new(ModalitySubject.Of((IModalityFactory)modality.Factory, example), ExampleDefinition.Simulation(catalog, modality, example));

    private static IEnumerable<ConformanceResult> Check(ModalitySubject subject, SimulationPlan plan, ConformanceResult planned)
    {
        yield return planned;
        yield return Try("The default pipeline predicts a measurement that is finite", () => Finite(Simulator.Run(plan)), out var measurement);
        if (measurement is null)
        {
            foreach (var result in ComponentConformance.Check(subject))
            {
                yield return result;
            }

            yield break;
        }

        using (measurement)
        {
            using var session = new ExperimentSession(plan.Experiment, measurement.Frames);
            foreach (var result in ComponentConformance.Check(subject with { CreateScene = () => Scene(session) }))
            {
                yield return result;
            }
        }
    }

    private static SimulatedMeasurement Finite(SimulatedMeasurement measurement)
    {
        if (Array.TrueForAll(measurement.Frames.Pixels, float.IsFinite))
        {
            return measurement;
        }

        measurement.Dispose();
        throw new ArithmeticException("it has values that are not finite.");
    }

    // The tensors are copies in the dispose scope of the check, which may look whether they were changed.
    private static ModalityScene Scene(ExperimentSession session)
    {
        var problem = session.Problem;
        using var point = problem.CreateNominal();
        var values = point.Keys.ToDictionary(key => key, key => point[key].clone());
        var active = problem.Variables.Where(variable => variable.IsActive).Select(variable => variable.Key).ToHashSet();
        var measured = problem.Measured(FrameRange.All(problem.FrameCount)).clone();
        return new ModalityScene(session.Context, new InitializationContext(measured, active, _ => { }, CancellationToken.None) { Values = values });
    }

    private static ConformanceResult Try<T>(string name, Func<T> call, out T? result)
        where T : class
    {
        try
        {
            result = call();
            return new ConformanceResult(name, true, "");
        }
        catch (ConfigurationException exception)
        {
            result = null;
            return new ConformanceResult(name, false, string.Join(" ", exception.Findings.Where(finding => finding.Severity == Severity.Error)));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            result = null;
            return new ConformanceResult(name, false, $"It threw {exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>What is rehearsed; no definition where there is no specimen to simulate a measurement of.</summary>
    private sealed record Rehearsed(ModalitySubject Subject, JsonObject? Definition);
}

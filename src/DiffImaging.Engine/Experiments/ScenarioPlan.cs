using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Experiments;

/// <summary>Turns an experiment into one of the scenarios of a study.</summary>
public static class ScenarioPlan
{
    // Enough for a secant or Gauss–Newton solver on a known object.
    private const int IdealIterations = 25;

    /// <summary>Makes the plan of a scenario.</summary>
    /// <param name="plan">The blind experiment.</param>
    /// <param name="scenario">The scenario.</param>
    /// <param name="truth">True values of parameters by <c>stage.name</c>; needed for the oracle.</param>
    public static ExperimentPlan Apply(ExperimentPlan plan, Scenario scenario, IReadOnlyDictionary<string, IReadOnlyList<double>> truth)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(truth);
        return scenario switch
        {
            Scenario.Oracle => plan with { Pipeline = Fix(plan.Pipeline, truth) },
            Scenario.Mismatched => plan with { Pipeline = Fix(plan.Pipeline, new Dictionary<string, IReadOnlyList<double>>()) },
            Scenario.Ideal => plan with { Schedule = Parameters(plan.Schedule) },
            _ => plan,
        };
    }

    private static PipelinePlan Fix(PipelinePlan pipeline, IReadOnlyDictionary<string, IReadOnlyList<double>> values)
    {
        UncertaintyParameter FixOne(string stage, UncertaintyParameter parameter) => parameter.Mode == ParameterMode.Fixed
            ? parameter
            : parameter with { Mode = ParameterMode.Fixed, Nominal = values.GetValueOrDefault($"{stage}.{parameter.Name}") ?? parameter.Nominal };

        return new PipelinePlan(pipeline.Source, [.. pipeline.Stages.Select(stage => new PlannedStage(
            stage.Definition, stage.Plan with { Parameters = [.. stage.Plan.Parameters.Select(parameter => FixOne(stage.Definition.Name, parameter))] }))]);
    }

    private static IReadOnlyList<PhaseOptions> Parameters(IReadOnlyList<PhaseOptions> schedule)
    {
        var joint = schedule.FirstOrDefault(phase => phase.Solver == SolverKind.Alternating);
        return [(joint ?? new PhaseOptions { Solver = SolverKind.Parameters }) with
        {
            Name = "ideal",
            Solver = SolverKind.Parameters,
            Variables = [],
            Iterations = IdealIterations,
            Tolerance = 1e-4,
        }];
    }
}

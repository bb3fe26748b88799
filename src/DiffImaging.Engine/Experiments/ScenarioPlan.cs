using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Engine.Experiments;

/// <summary>Turns an experiment into one of the scenarios of a study.</summary>
public static class ScenarioPlan
{
    // Enough for a secant or Gauss–Newton solver on a known object.
    private const int IdealIterations = 25;
    private const double IdealTolerance = 1e-4;

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
            Scenario.Ideal => plan with { Pipeline = WithoutObjectGauges(plan.Pipeline), Schedule = Parameters(plan) },
            _ => plan,
        };
    }

    private static PipelinePlan Fix(PipelinePlan pipeline, IReadOnlyDictionary<string, IReadOnlyList<double>> values)
    {
        UncertaintyParameter FixOne(string stage, UncertaintyParameter parameter) => parameter.Mode == ParameterMode.Fixed
            ? parameter
            : parameter with { Mode = ParameterMode.Fixed, Nominal = values.GetValueOrDefault($"{stage}.{parameter.Name}") ?? parameter.Nominal };

        return new PipelinePlan(pipeline.Source, [.. pipeline.Stages.Select(stage => new PlannedStage(
            stage.Definition, stage.Plan with { Parameters = [.. stage.Plan.Parameters.Select(parameter => FixOne(stage.Definition.Name, parameter))] }) { Use = stage.Use })]);
    }

    // A known object takes up nothing of a gauge: what the two share is determined. A gauge of one variable alone is taken up by the object of another stage.
    private static PipelinePlan WithoutObjectGauges(PipelinePlan pipeline) => new(pipeline.Source, [.. pipeline.Stages.Select(stage =>
    {
        var objects = stage.Plan.Objects.Select(variable => variable.Name).ToHashSet();
        return new PlannedStage(stage.Definition, stage.Plan with { Gauges = [.. stage.Plan.Gauges.Where(gauge => gauge.Variables.Count > 1 && !gauge.Variables.Any(objects.Contains))] }) { Use = stage.Use };
    })]);

    // The blind schedule, frame sets and all, without the object.
    private static PhaseOptions[] Parameters(ExperimentPlan plan)
    {
        var parameters = plan.Pipeline.Variables.Where(variable => variable.Parameter is not null).Select(variable => variable.Key).ToHashSet();
        PhaseOptions[] phases =
        [
            .. from phase in plan.Schedule
               where plan.Pipeline.Variables.Any(variable => variable.Parameter is not null && phase.Moves(variable))
               select phase with
               {
                   Solver = SolverKind.Parameters,
                   ParameterSolver = phase.Solver is SolverKind.Alternating or SolverKind.Parameters ? phase.ParameterSolver : ParameterSolverKind.GaussNewton,
                   Variables = [.. phase.Variables.Where(parameters.Contains)],
                   Iterations = IdealIterations,
                   Tolerance = IdealTolerance,
               }
        ];
        return phases.Length > 0 ? phases : [new PhaseOptions { Name = "ideal", Solver = SolverKind.Parameters, Iterations = IdealIterations, Tolerance = IdealTolerance }];
    }
}

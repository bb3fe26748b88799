using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Constraints;

/// <summary>Checks that a constraint keeps the contract: a projection onto the nearest point, memory.</summary>
public sealed class ConstraintConformance
{
    private const int FeasiblePoints = 30;

    private readonly ConstraintSubject _subject;

    /// <summary>Prepares the checks of one constraint.</summary>
    /// <param name="subject">Factory, options and variable.</param>
    public ConstraintConformance(ConstraintSubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() => [.. CheckPlan(), .. CheckProjection(), .. CheckMemory()];

    /// <summary>Checks the plan: no tensor, findings for mistakes.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() =>
    [
        ComponentScene<IConstraint>.CheckPlan(() => _subject.Plan()),
        .. OptionsChecks.Run(_subject.Factory.OptionsType, _subject.Options, options => _subject.Plan(options).Findings),
    ];

    /// <summary>Checks the projection.</summary>
    public IReadOnlyList<ConformanceResult> CheckProjection() =>
    [
        ConformanceCheck.Run("The projection has the variable's shape and type in both precisions", ShapeAndType),
        ConformanceCheck.Run("A point of the set is its own projection", () => WithScene(Idempotent)),
        ConformanceCheck.Run("The projection is the nearest of many points of the set", () => WithScene(Nearest)),
    ];

    /// <summary>Checks that nothing is leaked, changed or left behind.</summary>
    public IReadOnlyList<ConformanceResult> CheckMemory() =>
    [
        ComponentScene<IConstraint>.CheckMemory("the constraint is disposed", () => WithScene((constraint, variable, _) =>
        {
            constraint.Project(variable);
            return (true, "");
        })),
        ConformanceCheck.Run("The variable is unchanged and the projection is a fresh tensor", () => WithScene(Fresh)),
        ConformanceCheck.Run("Project leaves nothing but its result in the caller's scope", () => WithScene((constraint, variable, _) =>
            ComponentScene<IConstraint>.NothingBehind(() => [constraint.Project(variable)]))),
    ];

    private (bool, string) ShapeAndType()
    {
        foreach (var precision in Enum.GetValues<Precision>())
        {
            using var scene = new ComponentScene<IConstraint>(_subject.Plan(), _subject.Seed, precision);
            var context = new StageContext(torch.CPU, precision, 0);
            var type = _subject.Target.IsComplex ? context.ComplexType : context.RealType;
            var variable = _subject.CreateVariable(_subject.Target, scene.Generator).to(type);
            var projection = scene.Component.Project(variable);
            if (projection.dtype != type || !projection.shape.SequenceEqual(variable.shape) || !TensorMeasure.IsFinite(projection))
            {
                return (false, $"In {precision} precision it is {projection.dtype} {TensorMeasure.Shape(projection.shape)}.");
            }
        }

        return (true, TensorMeasure.Shape(_subject.Target.Shape));
    }

    private (bool, string) Idempotent(IConstraint constraint, torch.Tensor variable, torch.Generator generator)
    {
        var projection = constraint.Project(variable);
        return _subject.IsInSet?.Invoke(projection) == false
            ? (false, "The projection is not in the set.")
            : ConformanceCheck.Within(
                TensorMeasure.RelativeError(constraint.Project(projection), projection), ConformanceTolerance.Projection, "Second projection");
    }

    private (bool, string) Nearest(IConstraint constraint, torch.Tensor variable, torch.Generator generator)
    {
        var projection = constraint.Project(variable);
        var distance = TensorMeasure.Norm(variable - projection);
        var nearest = double.PositiveInfinity;
        for (var draw = 0; draw < FeasiblePoints; draw++)
        {
            // From near the projection to far from it, for a wrong projection may be beaten only close by.
            var length = Math.Pow(10, -4.0 * draw / FeasiblePoints);
            var far = constraint.Project(projection + length * RandomTensor.Normal(variable.shape, variable.is_complex(), generator));
            nearest = Math.Min(nearest, TensorMeasure.Norm(variable - far));
            if (_subject.IsConvex)
            {
                nearest = Math.Min(nearest, TensorMeasure.Norm(variable - (projection + 0.01 * (far - projection))));
                nearest = Math.Min(nearest, TensorMeasure.Norm(variable - (projection + 0.5 * (far - projection))));
            }
        }

        return (distance <= nearest * (1 + ConformanceTolerance.Projection) + 1e-12, FormattableString.Invariant(
            $"Distance of the projection {distance:G9}, of the nearest other point {nearest:G9}."));
    }

    private static (bool, string) Fresh(IConstraint constraint, torch.Tensor variable, torch.Generator generator)
    {
        var snapshot = new TensorSnapshot().With("the variable", variable);
        constraint.Project(variable).fill_(0);
        return ConformanceCheck.None(snapshot.Changes());
    }

    private (bool, string) WithScene(Func<IConstraint, torch.Tensor, torch.Generator, (bool, string)> check)
    {
        using var scene = new ComponentScene<IConstraint>(_subject.Plan(), _subject.Seed);
        return check(scene.Component, _subject.CreateVariable(_subject.Target, scene.Generator), scene.Generator);
    }
}

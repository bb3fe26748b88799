using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Regularizers;

/// <summary>Checks that a regularizer keeps the contract: value, gradient, proximal operator, adaptation, memory.</summary>
/// <remarks>One that adapts is checked as it is after adapting to the generic value of its variable.</remarks>
public sealed class RegularizerConformance
{
    private readonly RegularizerSubject _subject;

    /// <summary>Prepares the checks of one regularizer.</summary>
    /// <param name="subject">Factory, options and variable.</param>
    public RegularizerConformance(RegularizerSubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() => [.. CheckPlan(), .. CheckGradient(), .. CheckProximal(), .. CheckAdaptation(), .. CheckMemory()];

    /// <summary>Checks the plan: no tensor, findings for mistakes.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() =>
    [
        ComponentScene<IRegularizer>.CheckPlan(() => _subject.Plan()),
        .. OptionsChecks.Run(_subject.Factory.OptionsType, _subject.Options, options => _subject.Plan(options).Findings),
    ];

    /// <summary>Checks value and gradient.</summary>
    public IReadOnlyList<ConformanceResult> CheckGradient() =>
    [
        ConformanceCheck.Run("The value is a float64 scalar in both precisions", Scalar),
        ConformanceCheck.Run("The gradient agrees with central differences", () => WithScene((regularizer, variable, generator) =>
        {
            var direction = RandomTensor.Spread * RandomTensor.Normal(variable.shape, variable.is_complex(), generator);
            return Gradient.Compare(regularizer.Evaluate, variable, Gradient.Of(regularizer.Evaluate, variable), direction);
        })),
    ];

    /// <summary>Checks the proximal operator; no result where the regularizer has none.</summary>
    public IReadOnlyList<ConformanceResult> CheckProximal() => new ProximalChecks(_subject).Run();

    /// <summary>Checks how the regularizer adapts to an object; no result where it does not.</summary>
    public IReadOnlyList<ConformanceResult> CheckAdaptation() => new AdaptationChecks(_subject).Run();

    /// <summary>Checks that nothing is leaked, changed or left behind.</summary>
    public IReadOnlyList<ConformanceResult> CheckMemory() =>
    [
        ComponentScene<IRegularizer>.CheckMemory("the regularizer is disposed", () => WithScene(Exercise)),
        ConformanceCheck.Run("The variable is unchanged", () => WithScene((regularizer, variable, generator) =>
        {
            var snapshot = new TensorSnapshot().With("the variable", variable);
            Exercise(regularizer, variable, generator);
            return ConformanceCheck.None(snapshot.Changes());
        })),
        ConformanceCheck.Run("Evaluate leaves nothing but its result in the caller's scope", () => WithScene((regularizer, variable, _) =>
            ComponentScene<IRegularizer>.NothingBehind(() => [regularizer.Evaluate(variable)]))),
    ];

    private (bool, string) Exercise(IRegularizer regularizer, torch.Tensor variable, torch.Generator generator)
    {
        (regularizer as IAdaptiveRegularizer)?.Adapt(variable);
        Gradient.Of(regularizer.Evaluate, variable);
        if (regularizer is IProximableRegularizer proximable)
        {
            using var proximal = proximable.CreateProximal();
            proximal.Apply(variable, _subject.ProximalStep);
            proximal.Apply(variable, _subject.ProximalStep);
        }

        return (true, "");
    }

    private (bool, string) Scalar()
    {
        foreach (var precision in Enum.GetValues<Precision>())
        {
            using var scene = new ComponentScene<IRegularizer>(_subject.Plan(), _subject.Seed, precision);
            var variable = _subject.CreateVariable(_subject.Target, scene.Generator);
            var value = scene.Component.Evaluate(variable.to(RealOrComplex(variable, precision)));
            if (value.dim() != 0 || value.dtype != torch.ScalarType.Float64 || !TensorMeasure.IsFinite(value))
            {
                return (false, $"In {precision} precision the value is {value.dtype} {TensorMeasure.Shape(value.shape)}, finite: {TensorMeasure.IsFinite(value)}.");
            }
        }

        return (true, "float64, scalar, finite.");
    }

    private static torch.ScalarType RealOrComplex(torch.Tensor variable, Precision precision)
    {
        var context = new StageContext(torch.CPU, precision, 0);
        return variable.is_complex() ? context.ComplexType : context.RealType;
    }

    private (bool, string) WithScene(Func<IRegularizer, torch.Tensor, torch.Generator, (bool, string)> check)
    {
        using var scene = new ComponentScene<IRegularizer>(_subject.Plan(), _subject.Seed);
        var variable = _subject.CreateVariable(_subject.Target, scene.Generator);
        (scene.Component as IAdaptiveRegularizer)?.Adapt(variable);
        return check(scene.Component, variable, scene.Generator);
    }
}

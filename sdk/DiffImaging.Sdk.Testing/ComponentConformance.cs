using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Constraints;
using DiffImaging.Sdk.Testing.Fidelities;
using DiffImaging.Sdk.Testing.Modalities;
using DiffImaging.Sdk.Testing.Noise;
using DiffImaging.Sdk.Testing.Regularizers;
using DiffImaging.Sdk.Testing.Specimens;
using DiffImaging.Sdk.Testing.Stages;

namespace DiffImaging.Sdk.Testing;

/// <summary>Checks a component of any kind by an example of it.</summary>
public static class ComponentConformance
{
    // What is guessed must claim nothing that need not hold.
    private static readonly ComponentExample Guessed = new("{}")
    {
        Traits = new ComponentTraits { IsLeastAtMeasurement = false, CurvatureTolerance = null, IsUnbiased = false, IsConvex = false },
    };

    /// <summary>Runs all checks of its kind, one after the other as they are asked for.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="example">The example.</param>
    public static IEnumerable<ConformanceResult> Check(IComponentFactory factory, ComponentExample example)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(example);
        return Run(() => Groups(factory, example));
    }

    /// <summary>Runs the checks of a modality, one after the other as they are asked for.</summary>
    /// <param name="subject">The modality, with the scene that an engine makes for it.</param>
    public static IEnumerable<ConformanceResult> Check(ModalitySubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Run(() => Of(new ModalityConformance(subject)));
    }

    /// <summary>An example that nobody gave: default options and the usual input of the component's kind.</summary>
    /// <param name="factory">The factory as the plugin exports it.</param>
    /// <param name="problem">Why there is none where the result is null: what the plan finds wrong with it.</param>
    public static ComponentExample? Guess(IComponentFactory factory, out string problem)
    {
        ArgumentNullException.ThrowIfNull(factory);
        var error = Findings(factory).FirstOrDefault(finding => finding.Severity == Severity.Error);
        problem = error is null ? "" : $"default options do not do: {error}";
        return error is null ? Guessed : null;
    }

    private static Func<IReadOnlyList<ConformanceResult>>[] Groups(IComponentFactory factory, ComponentExample example) => factory switch
    {
        IForwardStageFactory stage => Of(new ForwardStageConformance(ForwardStageSubject.Of(stage, example))),
        IFidelityFactory fidelity => Of(new FidelityConformance(FidelitySubject.Of(fidelity, example))),
        IRegularizerFactory regularizer => Of(new RegularizerConformance(RegularizerSubject.Of(regularizer, example))),
        IConstraintFactory constraint => Of(new ConstraintConformance(ConstraintSubject.Of(constraint, example))),
        INoiseModelFactory noise => Of(new NoiseModelConformance(NoiseModelSubject.Of(noise, example))),
        ISpecimenFactory specimen => Of(new SpecimenConformance(SpecimenSubject.Of(specimen, example))),
        IModalityFactory modality => Of(new ModalityConformance(ModalitySubject.Of(modality, example))),
        _ => throw new NotSupportedException($"{factory.GetType().Name} is no factory of a kind that can be checked."),
    };

    private static IReadOnlyList<Finding> Findings(IComponentFactory factory) => factory switch
    {
        IForwardStageFactory stage => ForwardStageSubject.Of(stage, Guessed).Plan().Findings,
        IFidelityFactory fidelity => FidelitySubject.Of(fidelity, Guessed).Plan().Findings,
        IRegularizerFactory regularizer => RegularizerSubject.Of(regularizer, Guessed).Plan().Findings,
        IConstraintFactory constraint => ConstraintSubject.Of(constraint, Guessed).Plan().Findings,
        INoiseModelFactory noise => NoiseModelSubject.Of(noise, Guessed).Plan().Findings,
        ISpecimenFactory specimen => SpecimenSubject.Of(specimen, Guessed).Plan().Findings,
        IModalityFactory modality => ModalitySubject.Of(modality, Guessed).Plan().Findings,
        _ => [],
    };

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(ForwardStageConformance stage) =>
        [stage.CheckPlan, stage.CheckOutput, stage.CheckGradient, stage.CheckLinearization, stage.CheckMemory];

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(FidelityConformance term) =>
        [term.CheckPlan, term.CheckValue, term.CheckGradient, term.CheckCurvature, term.CheckMemory];

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(RegularizerConformance term) =>
        [term.CheckPlan, term.CheckGradient, term.CheckProximal, term.CheckAdaptation, term.CheckMemory];

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(ConstraintConformance term) => [term.CheckPlan, term.CheckProjection, term.CheckMemory];

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(NoiseModelConformance model) => [model.CheckPlan, model.CheckStatistics, model.CheckMemory];

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(SpecimenConformance specimen) => [specimen.CheckPlan, specimen.CheckSamples, specimen.CheckMemory];

    private static Func<IReadOnlyList<ConformanceResult>>[] Of(ModalityConformance modality) => [modality.CheckPlan, modality.CheckInitializer, modality.CheckFigures];

    // What throws outside a check, such as a plan, is a check that failed.
    private static IEnumerable<ConformanceResult> Run(Func<Func<IReadOnlyList<ConformanceResult>>[]> groups)
    {
        Func<IReadOnlyList<ConformanceResult>>[] found = [];
        var failure = Guarded(() =>
        {
            found = groups();
            return [];
        });
        return failure.Concat(found.SelectMany(Guarded));
    }

    private static IReadOnlyList<ConformanceResult> Guarded(Func<IReadOnlyList<ConformanceResult>> group)
    {
        try
        {
            return group();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [new ConformanceResult("The component can be planned and created", false, $"It threw {exception.GetType().Name}: {exception.Message}")];
        }
    }
}

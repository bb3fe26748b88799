namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>Checks that a forward stage keeps the contract: plan, output, derivatives, memory.</summary>
public sealed class ForwardStageConformance
{
    private readonly ForwardStageSubject _subject;

    /// <summary>Prepares the checks of one stage.</summary>
    /// <param name="subject">Factory, options and input.</param>
    public ForwardStageConformance(ForwardStageSubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() =>
        [.. CheckPlan(), .. CheckOutput(), .. CheckGradient(), .. CheckLinearization(), .. CheckMemory()];

    /// <summary>Checks the plan: no tensor, findings for mistakes, sound variables.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() => new PlanChecks(_subject).Run();

    /// <summary>Checks the output: agreement with the plan, repeatability, frames, broadcasting, single precision.</summary>
    public IReadOnlyList<ConformanceResult> CheckOutput() => new OutputChecks(_subject).Run();

    /// <summary>Checks the gradient through autograd against central differences, for the input and every variable.</summary>
    public IReadOnlyList<ConformanceResult> CheckGradient() => new GradientChecks(_subject).Run();

    /// <summary>Checks the hand-written derivatives; no result where the stage has none.</summary>
    public IReadOnlyList<ConformanceResult> CheckLinearization() => new LinearizationChecks(_subject).Run();

    /// <summary>Checks that nothing is leaked, changed or disposed.</summary>
    public IReadOnlyList<ConformanceResult> CheckMemory() => new MemoryChecks(_subject).Run();
}

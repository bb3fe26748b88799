namespace DiffImaging.Sdk.Testing.Modalities;

/// <summary>Checks that a modality keeps the contract: plan and defaults, first guess, figures.</summary>
/// <remarks>Whether the stages that it names exist, and what they make of its defaults, only an engine can tell: <c>diffimaging plugins verify</c> does.</remarks>
public sealed class ModalityConformance
{
    private readonly ModalitySubject _subject;

    /// <summary>Prepares the checks of one modality.</summary>
    /// <param name="subject">Factory, options and sizes of the measurement.</param>
    public ModalityConformance(ModalitySubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() => [.. CheckPlan(), .. CheckInitializer(), .. CheckFigures()];

    /// <summary>Checks the plan: no tensor, findings for mistakes, sound defaults.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() => new ModalityPlanChecks(_subject).Run();

    /// <summary>Checks the first guess; no result where there is none, or no scene to make it from.</summary>
    public IReadOnlyList<ConformanceResult> CheckInitializer() => new InitializerChecks(_subject).Run();

    /// <summary>Checks figures and views of frames; no result where there are none, or no scene to make them from.</summary>
    public IReadOnlyList<ConformanceResult> CheckFigures() => new FigureChecks(_subject).Run();
}

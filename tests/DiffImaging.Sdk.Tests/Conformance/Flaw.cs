namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>What a test stage does wrong, on purpose.</summary>
public enum Flaw
{
    None,
    WrongGradient,
    WrongVjp,
    NotAdjoint,
    IgnoresPerFrame,
    Leaks,
    LeavesIntermediates,
    MutatesInput,
    MutatesValue,
    ReturnsItsInput,
    Unrepeatable,
    MakesTensorInPlan,
    WrongShape,
    AlwaysDouble,
    DisposesValue,
    VjpWritesOutput,
    ShortGauge,
    WrongElements,
}

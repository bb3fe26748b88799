namespace DiffImaging.Sdk.Composition;

/// <summary>The ability of a factory to show its component in use: asked for with <c>is</c>.</summary>
/// <remarks>Each example is planned, created and put through the conformance checks by <c>diffimaging plugins verify</c>; a component without
/// examples is checked with guesses only, which the report says.</remarks>
public interface IComponentExamples
{
    /// <summary>Good uses, each small enough to be differentiated number by number; the first is the typical one.</summary>
    IReadOnlyList<ComponentExample> Examples { get; }
}

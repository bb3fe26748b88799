namespace DiffImaging.Host.Descriptions;

/// <summary>A part of a definition that the engine itself reads.</summary>
/// <param name="Name">Its name, by which <c>describe</c> finds it.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Options">Its options.</param>
internal sealed record DefinitionSection(string Name, string Summary, IReadOnlyList<OptionDescription> Options)
{
    /// <summary>Another form of the section, with what tells it apart; null for none.</summary>
    public DefinitionSection? Alternative { get; init; }

    /// <summary>The contract of the components that stand in it; null for none.</summary>
    public Type? Contract { get; init; }
}

namespace DiffImaging.Host.Descriptions;

/// <summary>One option of a component or section, as people and programs are told of it.</summary>
/// <param name="Key">The key in a definition.</param>
/// <param name="Type">What is written there, in words.</param>
/// <param name="Unit">SI unit; "1" where it has none.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="Description">What it means.</param>
internal sealed record OptionDescription(string Key, string Type, string Unit, bool IsRequired, string Description)
{
    /// <summary>The .NET type that it is bound to; null where nothing is bound.</summary>
    public Type? ValueType { get; init; }

    /// <summary>Smallest and largest number; null for no limit.</summary>
    public (double Minimum, double Maximum)? Range { get; init; }

    /// <summary>The value where it is left out: a number, a text, a truth value, a list of these; null for none.</summary>
    public object? Default { get; init; }

    /// <summary>The names it may have, where it is one of a few.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether it is an uncertainty parameter, which may be estimated.</summary>
    public bool IsParameter { get; init; }

    /// <summary>The option that a value alone stands for, where an object may be written in its place; empty for none.</summary>
    public string ShortFor { get; init; } = "";

    /// <summary>The options of the object that is written there.</summary>
    public IReadOnlyList<OptionDescription> Options { get; init; } = [];
}

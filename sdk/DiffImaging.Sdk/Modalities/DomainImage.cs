namespace DiffImaging.Sdk.Modalities;

/// <summary>An image that describes a result in the words of its field.</summary>
public sealed record DomainImage
{
    /// <summary>Name of its file and key among the artifacts, in kebab-case.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>A sentence below it; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of columns.</summary>
    public required int Columns { get; init; }

    /// <summary>Values row by row, row 0 on top; not a number where nothing is to be shown, such as outside a pupil.</summary>
    public required ReadOnlyMemory<float> Values { get; init; }

    /// <summary>The axis along a row.</summary>
    public required DomainAxis X { get; init; }

    /// <summary>The axis along a column, downwards.</summary>
    public required DomainAxis Y { get; init; }

    /// <summary>What the values are, such as "wavefront".</summary>
    public string ValueLabel { get; init; } = "";

    /// <summary>Unit of the values, "1" for pure numbers.</summary>
    public string ValueUnit { get; init; } = "1";

    /// <summary>Whether the values are a phase in rad, of which only the remainder by 2π counts: it is drawn from −π to π in cyclic colours.</summary>
    public bool IsPhase { get; init; }
}

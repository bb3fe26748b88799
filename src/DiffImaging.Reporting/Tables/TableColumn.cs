namespace DiffImaging.Reporting.Tables;

/// <summary>A column of a table; a string converts to a column of text.</summary>
/// <param name="Title">Column heading.</param>
/// <param name="Numeric">Whether the cells are quantities, aligned to the right.</param>
public sealed record TableColumn(string Title, bool Numeric = false)
{
    /// <summary>Makes a column of text.</summary>
    public static implicit operator TableColumn(string title) => FromString(title);

    /// <summary>Makes a column of text.</summary>
    public static TableColumn FromString(string title) => new(title);
}

namespace DiffImaging.Reporting.Tables;

/// <summary>The text of a cell and its tone; a string converts to a neutral cell.</summary>
/// <param name="Text">Plain text; markup in it is shown, not obeyed.</param>
/// <param name="Tone">Tint.</param>
public sealed record TableCell(string Text, CellTone Tone = CellTone.Neutral)
{
    /// <summary>Makes a neutral cell.</summary>
    public static implicit operator TableCell(string text) => FromString(text);

    /// <summary>Makes a neutral cell.</summary>
    public static TableCell FromString(string text) => new(text);
}

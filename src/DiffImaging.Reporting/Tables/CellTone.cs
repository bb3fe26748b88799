namespace DiffImaging.Reporting.Tables;

/// <summary>How a cell is tinted; the words in the cell must say the same, for print and for color-blind readers.</summary>
public enum CellTone
{
    /// <summary>Not tinted.</summary>
    Neutral,

    /// <summary>As wanted.</summary>
    Good,

    /// <summary>Acceptable, but worth a look.</summary>
    Caution,

    /// <summary>Not as it must be.</summary>
    Bad,
}

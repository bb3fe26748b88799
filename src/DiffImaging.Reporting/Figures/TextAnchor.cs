namespace DiffImaging.Reporting.Figures;

/// <summary>Which point of a text its horizontal coordinate names.</summary>
internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

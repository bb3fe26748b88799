namespace DiffImaging.Data;

/// <summary>What an axis of an array counts.</summary>
public enum ImageAxis
{
    /// <summary>Frames.</summary>
    Frames,

    /// <summary>Rows of a frame, from the top.</summary>
    Rows,

    /// <summary>Columns of a frame, from the left.</summary>
    Columns,
}

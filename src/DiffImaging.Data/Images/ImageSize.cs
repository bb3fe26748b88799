using System.Globalization;

namespace DiffImaging.Data;

/// <summary>Size of a stack of images.</summary>
/// <param name="Frames">Number of frames.</param>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
public readonly record struct ImageSize(int Frames, int Rows, int Columns)
{
    /// <summary>Size in words, such as <c>3 × 512 × 512</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Frames} × {Rows} × {Columns}");
}

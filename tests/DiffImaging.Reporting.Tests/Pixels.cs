using DiffImaging.Reporting.Colors;
using SkiaSharp;

namespace DiffImaging.Reporting.Tests;

/// <summary>A decoded PNG.</summary>
internal sealed class Pixels : IDisposable
{
    private readonly SKBitmap _bitmap;

    public Pixels(byte[] png) =>
        _bitmap = SKBitmap.Decode(png) ?? throw new InvalidDataException("These bytes are not an image.");

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    public Rgb this[int row, int column]
    {
        get
        {
            // The native code does not check, and takes the process down.
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Height);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Width);
            var color = _bitmap.GetPixel(column, row);
            return new Rgb(color.Red, color.Green, color.Blue);
        }
    }

    /// <summary>The longest run of one color in a row: where it starts and how long it is.</summary>
    public (int Start, int Length) LongestRun(int row, Rgb color)
    {
        var (best, start) = ((Start: 0, Length: 0), -1);
        for (var column = 0; column <= Width; column++)
        {
            if (column < Width && this[row, column] == color)
            {
                start = start < 0 ? column : start;
            }
            else if (start >= 0)
            {
                best = column - start > best.Length ? (start, column - start) : best;
                start = -1;
            }
        }

        return best;
    }

    /// <summary>The rectangle around all pixels of one color, as first and last row and column.</summary>
    public (int Top, int Left, int Bottom, int Right) Extent(Rgb color)
    {
        var (top, left, bottom, right) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                if (this[row, column] == color)
                {
                    (top, left) = (Math.Min(top, row), Math.Min(left, column));
                    (bottom, right) = (Math.Max(bottom, row), Math.Max(right, column));
                }
            }
        }

        return (top, left, bottom, right);
    }

    public void Dispose() => _bitmap.Dispose();
}

namespace DiffImaging.Data.Tests;

/// <summary>Images in which every pixel tells its place, so that no exchange of axes or bytes goes unnoticed.</summary>
internal static class Pattern
{
    public static int Code(int frame, int row, int column, int modulus) =>
        ((frame * 41) + (row * 7) + (column * 3) + (row * column)) % modulus;

    public static ImageStack Stack(int frames, int rows, int columns, int modulus = 1 << 16)
    {
        var pixels = new float[frames * rows * columns];
        for (var i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Code(i / (rows * columns), i / columns % rows, i % columns, modulus);
        }

        return new ImageStack(frames, rows, columns, pixels);
    }
}

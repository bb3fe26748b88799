namespace DiffImaging.Data.Tests;

/// <summary>The files of make_fixtures.py.</summary>
internal static class Fixture
{
    public const int Frames = 4;
    public const int Rows = 6;
    public const int Columns = 5;

    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    /// <summary>The stack that most of the files hold, [frames, rows, columns].</summary>
    public static float[] Stack(int modulus = 1 << 16) => Pattern.Stack(Frames, Rows, Columns, modulus).Pixels;
}

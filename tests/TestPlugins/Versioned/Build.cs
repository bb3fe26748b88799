using System.Globalization;

namespace TestPlugins.Versioned;

/// <summary>The number of this build: tests change it in the built file, as a new build would.</summary>
public static class Build
{
    /// <summary>What is changed.</summary>
    public static string Text => "build-0001";

    /// <summary>The number.</summary>
    public static int Number => int.Parse(Text.AsSpan(6), CultureInfo.InvariantCulture);
}

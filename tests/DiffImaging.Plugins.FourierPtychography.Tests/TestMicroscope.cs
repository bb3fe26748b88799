using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.FourierPtychography.Tests;

/// <summary>Descriptions of recorded images for the tests: 532 nm, a small grid of unequal sides, four LEDs.</summary>
internal static class TestMicroscope
{
    public const double Wavelength = 532e-9;

    public const string FourLeds = """{ "rows": 2, "columns": 2, "pitch": "4 mm" }""";

    public static readonly SamplingGrid Small = new(12, 10, 2e-6);

    public static SignalDescription Recorded(int frames = 4, SamplingGrid? grid = null) =>
        new() { Domain = SignalDomain.None, Grid = grid ?? Small, Wavelength = Wavelength, Frames = frames };

    /// <summary>Options of a microscope with four LEDs 30 mm away, NA 0.1 and three object samples for each pixel.</summary>
    public static string Options(string more = "") => $$"""
        { "layout": {{FourLeds}}, "numericalAperture": 0.1, "arrayHeight": "30 mm", "upsampling": 3{{(more.Length > 0 ? ", " + more : "")}} }
        """;
}

using DiffImaging.Plugins.FourierPtychography.Model;

namespace DiffImaging.Plugins.FourierPtychography.Modalities;

/// <summary>Names of the recipe's stages, keys of the variables that the first guess sets, and names of the frame sets.</summary>
internal static class MicroscopeKeys
{
    public const string Microscope = "microscope";
    public const string Sensor = "sensor";

    public const string Transmittance = Microscope + "." + ParameterNames.Transmittance;
    public const string ArrayShift = Microscope + "." + ParameterNames.ArrayShift;
    public const string ArrayRotation = Microscope + "." + ParameterNames.ArrayRotation;
    public const string ArrayHeight = Microscope + "." + ParameterNames.ArrayHeight;
    public const string ArrayTilt = Microscope + "." + ParameterNames.ArrayTilt;
    public const string Defocus = Microscope + "." + ParameterNames.Defocus;
    public const string Zernike = Microscope + "." + ParameterNames.Zernike;
    public const string Brightness = Microscope + "." + ParameterNames.Brightness;

    public const string Gain = Sensor + ".gain";
    public const string Offset = Sensor + ".offset";
    public const string StrayLight = Sensor + ".strayLight";

    public const string BrightField = "bright-field";
    public const string InnerDarkField = "inner-dark-field";
    public const string MiddleDarkField = "middle-dark-field";
    public const string Usable = "usable";

    public static readonly IReadOnlyList<string> FrameSets = [BrightField, InnerDarkField, MiddleDarkField, Usable];
}

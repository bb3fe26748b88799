namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Names of the stages of the recipes, and keys of the variables that the first guess sets.</summary>
internal static class LenslessKeys
{
    public const string Illumination = "illumination";
    public const string Scan = "scan";
    public const string Rotation = "rotation";
    public const string Sensor = "sensor";

    public const string IlluminationAmplitude = Illumination + ".amplitude";
    public const string Transmittance = Scan + ".transmittance";
    public const string Distance = Scan + ".distance";
    public const string Shift = Scan + ".shift";
}

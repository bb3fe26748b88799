namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>Names of the stages of the holographic recipes, and keys of the variables that the first guess sets.</summary>
internal static class HolographyKeys
{
    public const string Illumination = "illumination";
    public const string Object = "object";
    public const string Propagation = "propagation";
    public const string Reference = "reference";
    public const string Sensor = "sensor";

    public const string IlluminationAmplitude = Illumination + ".amplitude";
    public const string Transmittance = Object + ".transmittance";
    public const string Distance = Propagation + ".distance";
    public const string ReferenceAmplitude = Reference + ".amplitude";
    public const string CarrierX = Reference + ".carrierX";
    public const string CarrierY = Reference + ".carrierY";
    public const string Offset = Sensor + ".offset";
}

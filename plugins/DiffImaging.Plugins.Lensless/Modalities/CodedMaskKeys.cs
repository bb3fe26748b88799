namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Names of the stages of the recipe of a coded mask, and the key of the variable that the first guess sets.</summary>
internal static class CodedMaskKeys
{
    public const string Mask = "mask";
    public const string Sensor = "sensor";

    public const string Shift = Mask + ".shift";
}

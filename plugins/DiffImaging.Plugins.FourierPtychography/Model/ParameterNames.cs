namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>Names of the variables of the stage <c>fourier-ptychography</c>.</summary>
internal static class ParameterNames
{
    public const string Transmittance = "transmittance";
    public const string ArrayRotation = "arrayRotation";
    public const string ArrayShift = "arrayShift";
    public const string ArrayHeight = "arrayHeight";
    public const string ArrayTilt = "arrayTilt";
    public const string LedShift = "ledShift";
    public const string Brightness = "brightness";
    public const string WavelengthError = "wavelengthError";
    public const string NumericalAperture = "numericalAperture";
    public const string Defocus = "defocus";
    public const string Zernike = "zernike";
    public const string PupilMap = "pupilMap";

    /// <summary>Those that move the light's direction, in the order of <see cref="Geometry.LedArray.Linearize"/>'s columns.</summary>
    public static readonly IReadOnlyList<string> Directional = [LedShift, ArrayRotation, ArrayShift, ArrayHeight, ArrayTilt];
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>From checked options to the model, without a tensor.</summary>
internal static class MicroscopePlan
{
    /// <summary>Lays out the microscope.</summary>
    /// <param name="options">Options without errors.</param>
    /// <param name="input">Description of the recorded images.</param>
    public static ImagingModel Of(FourierPtychographyOptions options, SignalDescription input)
    {
        var (aperture, height) = (options.NumericalAperture.Nominal[0], options.ArrayHeight.Nominal[0]);
        var array = LedArray.Of(options.Layout, height, options.SlideThickness, options.SlideIndex);
        return new ImagingModel
        {
            Array = array with { SamplePoint = (options.SampleX, options.SampleY), Emitters = Emitters(options) },
            Image = new SamplingGrid(input.Grid.Rows + 2 * options.Padding, input.Grid.Columns + 2 * options.Padding, input.Grid.Pitch),
            Upsampling = options.Upsampling,
            Wavelength = input.Wavelength,
            RefractiveIndex = input.RefractiveIndex,
            Spectrum = SpectralSample.Gaussian(options.Bandwidth / input.Wavelength, options.BandwidthSamples),
            NumericalAperture = aperture,
            LargestAperture = options.NumericalAperture.Mode is null or ParameterMode.Fixed ? aperture
                : options.NumericalAperture.Bounds is [_, var largest] ? Math.Max(aperture, largest) : aperture * (1 + ApertureMargin),
            Softness = options.PupilSoftness,
            Zernikes = options.ZernikeModes,
        };
    }

    /// <summary>Lays out the microscope and cuts its field of view into tiles.</summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static ImagingField Field(FourierPtychographyOptions options, SignalDescription input) =>
        ImagingField.Of(Of(options, input), options.TileSize, options.Padding, options.ArrayHeight.Nominal[0]);

    /// <summary>Bounds of an NA that is estimated, as a share of it, where the options give none.</summary>
    public const double ApertureMargin = 0.1;

    /// <summary>Nominal pose of the array.</summary>
    public static LedArrayPose Pose(FourierPtychographyOptions options)
    {
        var (shiftX, shiftY) = Pair(options.ArrayShift.Nominal);
        var (tiltX, tiltY) = Pair(options.ArrayTilt.Nominal);
        return new LedArrayPose(options.ArrayHeight.Nominal[0], options.ArrayRotation.Nominal is [var rotation, ..] ? rotation : 0, shiftX, shiftY, tiltX, tiltY);

        static (double X, double Y) Pair(IReadOnlyList<double> nominal) => nominal.Count == 0 ? (0, 0) : (nominal[0], nominal[^1]);
    }

    private static IReadOnlyList<(double X, double Y)> Emitters(FourierPtychographyOptions options)
    {
        var offsets = Enumerable.Range(0, options.LedSize > 0 ? options.LedSamples : 1)
            .Select(index => options.LedSize > 0 ? ((index + 0.5) / options.LedSamples - 0.5) * options.LedSize : 0).ToArray();
        return [.. from y in offsets from x in offsets select (x, y)];
    }
}

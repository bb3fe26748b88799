using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>The uncertainty parameters of the microscope: units, priors and natural scales.</summary>
/// <remarks>What moves the light's direction has for its scale a tenth of a bin of the image's spectrum at the outermost LED.</remarks>
internal sealed class MicroscopeParameters(FourierPtychographyOptions options, ImagingModel model, LedArrayPose pose, int frames)
{
    private const double Seen = 0.1;           // bins
    private const double SeenPhase = 0.1;      // rad
    private const double LedPrior = 0.3;       // bins

    // Metres in the plane of the array for one bin, and the outermost LED.
    private readonly double _bin = model.Wavelength * model.Bin * pose.Height;
    private readonly double _reach = Math.Max(model.Array.Places.Max(place => Math.Sqrt(place.X * place.X + place.Y * place.Y)), model.Wavelength * model.Bin * pose.Height);

    /// <summary>All parameters.</summary>
    public IReadOnlyList<UncertaintyParameter> All()
    {
        List<UncertaintyParameter> all =
        [
            Of(options.ArrayRotation, ParameterNames.ArrayRotation, "rad", "rotation of the LED array in its plane", UncertaintySource.Mechanical, Seen * _bin / _reach),
            Of(options.ArrayShift, ParameterNames.ArrayShift, "m", "shift of the LED array along x and y", UncertaintySource.Mechanical, Seen * _bin, [2]),
            Of(options.ArrayHeight, ParameterNames.ArrayHeight, "m", "distance of the LED array", UncertaintySource.Mechanical, Seen * _bin * pose.Height / _reach)
                with { Bounds = Given(options.ArrayHeight) ?? new ParameterBounds(0.5 * pose.Height, 2 * pose.Height) },
            Of(options.ArrayTilt, ParameterNames.ArrayTilt, "rad", "tilt of the LED array", UncertaintySource.Mechanical, Math.Min(0.1, Seen * _bin * pose.Height / (_reach * _reach)), [2]),
            LedShift(),
            Brightness(),
            Of(options.WavelengthError, ParameterNames.WavelengthError, "1", "relative error of the wavelength", UncertaintySource.LightSource, Seen * _bin / _reach)
                with { Bounds = Given(options.WavelengthError) ?? new ParameterBounds(-0.3, 0.3) },
            Aperture(),
            Of(options.Defocus, ParameterNames.Defocus, "m", "distance from the object to the plane in focus", UncertaintySource.Mechanical, model.DefocusOf(SeenPhase)),
        ];
        if (options.ZernikeModes.Count > 0)
        {
            all.Add(Of(options.Zernike, ParameterNames.Zernike, "rad", $"RMS phase of the modes {string.Join(", ", options.ZernikeModes)} of the wavefront", UncertaintySource.Component, SeenPhase, [options.ZernikeModes.Count]));
        }

        if (options.PupilMap is { } map)
        {
            all.Add(Of(map, ParameterNames.PupilMap, "1", "free-form phase and log-amplitude of the pupil", UncertaintySource.Component, SeenPhase, [2, model.Image.Rows, model.Image.Columns]));
        }

        return all;
    }

    private UncertaintyParameter Aperture()
    {
        var nominal = model.NumericalAperture;
        return Of(options.NumericalAperture, ParameterNames.NumericalAperture, "1", "numerical aperture of the objective", UncertaintySource.Component, Seen * nominal / model.NominalRadius)
            with { Bounds = Given(options.NumericalAperture) ?? new ParameterBounds((1 - MicroscopePlan.ApertureMargin) * nominal, (1 + MicroscopePlan.ApertureMargin) * nominal) };
    }

    private UncertaintyParameter LedShift() => options.LedShift.Apply(Template(ParameterNames.LedShift, "m", "shift of each LED in the array", UncertaintySource.Component, Seen * _bin, [frames, 2]) with
    {
        Kind = UncertaintyKind.Random,
        ElementOfFrame = [.. Enumerable.Range(0, frames)],
        Prior = new GaussianPrior(LedPrior * _bin),
    });

    private UncertaintyParameter Brightness()
    {
        var template = Template(ParameterNames.Brightness, "1", "power of the light of each frame", UncertaintySource.LightSource, 0.02, [frames]);
        return options.Brightness.Apply(template with
        {
            Nominal = [.. Enumerable.Repeat(1.0, frames)],
            Kind = UncertaintyKind.Random,
            ElementOfFrame = [.. Enumerable.Range(0, frames)],
            Prior = new GaussianPrior(0.2),
            Bounds = new ParameterBounds(0.05 * options.Brightness.Nominal.DefaultIfEmpty(1).Min(), 20 * options.Brightness.Nominal.DefaultIfEmpty(1).Max()),
        });
    }

    private static UncertaintyParameter Of(ParameterOptions options, string name, string unit, string summary, UncertaintySource source, double scale, long[]? shape = null) =>
        options.Apply(Template(name, unit, summary, source, scale, shape ?? []));

    private static UncertaintyParameter Template(string name, string unit, string summary, UncertaintySource source, double scale, long[] shape) => new()
    {
        Name = name,
        Unit = unit,
        Summary = summary,
        Shape = shape,
        Kind = UncertaintyKind.Systematic,
        Source = source,
        Nominal = [.. Enumerable.Repeat(0.0, (int)shape.Aggregate(1L, (product, size) => product * size))],
        Scale = scale,
    };

    private static ParameterBounds? Given(ParameterOptions options) => options.Bounds is [var lower, var upper] ? new ParameterBounds(lower, upper) : null;
}

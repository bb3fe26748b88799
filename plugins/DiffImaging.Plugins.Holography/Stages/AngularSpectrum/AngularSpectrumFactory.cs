using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.AngularSpectrum;

/// <summary>Exports <see cref="AngularSpectrumPropagation"/>.</summary>
[ExportForwardStage("angular-spectrum", "Propagation through a homogeneous medium by the angular spectrum method.")]
public sealed class AngularSpectrumFactory : ForwardStageFactory<AngularSpectrumOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "distance": { "nominal": "100 µm", "mode": "calibrate" } }""") { Input = ExampleLight.Scattered },
        new("""
            { "distance": { "nominal": ["40 µm", "90 µm"], "mode": "calibrate" }, "padding": 3, "sourceDistance": "1 mm" }
            """)
        {
            Input = ExampleLight.Scattered with { Modes = 2,
            RefractiveIndex = 1.33 },
        },
        new("""{ "distance": "200 µm", "bandLimit": true }""") { Input = ExampleLight.Scattered },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.CollectionOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(AngularSpectrumOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireField(input, findings);
        var light = Light.Of(input);
        if (options.Distance.Nominal.Count is not 1 && options.Distance.Nominal.Count != input.Frames)
        {
            findings.Error("distance", $"found {options.Distance.Nominal.Count} values, expected one, or one for each of {input.Frames} frame(s).");
            return new StagePlan(Roles, input.Covering([.. Roles]), _ => throw new InvalidOperationException("The distance is missing."));
        }

        StageChecks.RequireAtMostOne(options.WavelengthError, "wavelengthError", findings);
        if (options.SourceDistance is { } source && options.Distance.Nominal.Any(z => z >= source))
        {
            findings.Error("sourceDistance", FormattableString.Invariant($"found {source:G4} m, expected more than the distance of {options.Distance.Nominal.Max():G4} m: the object lies between source and sensor."));
        }

        if (input.Grid.Pitch > 20 * input.Wavelength && light.CutOff > 40 * input.Grid.Nyquist)
        {
            findings.Warning("", FormattableString.Invariant($"samples of {input.Grid.Pitch * 1e6:G4} µm are coarse for {input.Wavelength * 1e9:G4} nm: only angles below {input.Grid.Nyquist / light.CutOff:G2} rad are held."));
        }

        var geometry = new PointSourceGeometry(options.SourceDistance);
        var largest = options.Distance.Nominal.Max(z => Math.Abs(geometry.Effective(z)));
        CheckSampling(options, input, light, largest, findings);
        var distance = Distance(options, FocalDepth.Of(input.Grid, light, largest), geometry);
        if (distance.Mode == ParameterMode.Calibrate && distance.Nominal.Any(geometry.IsStationary))
        {
            findings.Warning("distance", "the object is half-way between source and sensor, where the hologram hardly changes with its distance: it cannot be estimated there.");
        }

        var error = options.WavelengthError.Apply(new UncertaintyParameter
        {
            Name = AngularSpectrumPropagation.WavelengthErrorName,
            Unit = "1",
            Summary = "relative error of the wavelength",
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.LightSource,
            Nominal = [0],
            Bounds = new ParameterBounds(-0.2, 0.2),
            Scale = 1 / Math.Max(1, largest / FocalDepth.Of(input.Grid, light, largest)),
        });
        List<Gauge> gauges = distance.Mode == ParameterMode.Calibrate && error.Mode == ParameterMode.Calibrate
            ? [new Gauge("distance-wavelength", [distance.Name, error.Name], "In the paraxial range only distance times wavelength is seen; give one of them a prior or fix it.")]
            : [];
        var output = input.Covering([.. Roles]);
        return new StagePlan(Roles, output, context => new AngularSpectrumPropagation(options, output, context, largest))
        {
            Parameters = [distance, error],
            Gauges = gauges,
        };
    }

    private static UncertaintyParameter Distance(AngularSpectrumOptions options, double depth, PointSourceGeometry geometry) =>
        options.Distance.Apply(new UncertaintyParameter
        {
            Name = AngularSpectrumPropagation.DistanceName,
            Unit = "m",
            Summary = "distance of propagation",
            Shape = options.Distance.Nominal.Count == 1 ? [] : [options.Distance.Nominal.Count],
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.Mechanical,
            Nominal = options.Distance.Nominal,
            Scale = options.Distance.Nominal.Min(z => geometry.DepthOf(depth, z)),
        });

    private static void CheckSampling(AngularSpectrumOptions options, SignalDescription input, Light light, double largest, FindingList findings)
    {
        var extent = Math.Min(input.Grid.Width, input.Grid.Height) + 2 * options.Padding * input.Grid.Pitch;
        var represented = Optics.Propagation.AngularSpectrum.BandLimit(extent, light, largest);
        if (input.Band is { } band && band > represented)
        {
            findings.Error("distance", FormattableString.Invariant(
                $"the declared band of {band * 1e-3:G4} cycles per mm exceeds the {represented * 1e-3:G4} that the transfer function represents over {largest * 1e3:G4} mm on {extent * 1e3:G4} mm: pad the field, enlarge the grid or shorten the distance."));
        }
        else if (input.Band is null && !options.BandLimit && Math.Min(input.Grid.Nyquist, light.CutOff) > represented)
        {
            findings.Warning("distance", FormattableString.Invariant(
                $"frequencies above {represented * 1e-3:G4} cycles per mm alias in the transfer function over {largest * 1e3:G4} mm on {extent * 1e3:G4} mm; set bandLimit or padding if the edge disturbs."));
        }
    }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Sensors;

/// <summary>Settings of a sensor that records intensity.</summary>
public sealed record IntensitySensorOptions
{
    /// <summary>How a pixel collects light over its area.</summary>
    [Description("How a pixel collects light over its area: none (points) or sinc (exact integral).")]
    public PixelIntegrationMode PixelIntegration { get; init; } = PixelIntegrationMode.None;

    /// <summary>Part of the pixel's area that collects light, a pure number; used by <see cref="PixelIntegrationMode.Sinc"/>.</summary>
    [Unit("1"), Range(1e-3, 1.0), Description("Part of the pixel's area that collects light; used by pixelIntegration 'sinc'.")]
    public ParameterOptions FillFactor { get; init; } = new() { Nominal = [1] };

    /// <summary>Samples of the grid along each side of a pixel; the recorded pitch is the grid's times this.</summary>
    [Range(1, 64), Description("Samples of the grid along each side of a pixel.")]
    public int Binning { get; init; } = 1;

    /// <summary>Rows recorded, in pixels, about the centre; null for all.</summary>
    [Range(1, 65536), Description("Rows recorded, about the centre, after binning; all where not given.")]
    public int? Rows { get; init; }

    /// <summary>Columns recorded, in pixels, about the centre; null for all.</summary>
    [Range(1, 65536), Description("Columns recorded, about the centre, after binning; all where not given.")]
    public int? Columns { get; init; }

    /// <summary>Factor g of the response g·(I + s)^γ + b, a pure number.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Gain of the response gain·(I + strayLight)^responseExponent + offset; one for all frames or one for each.")]
    public FrameParameterOptions? Gain { get; init; }

    /// <summary>Stray light s of the response g·(I + s)^γ + b, in the unit of the intensity.</summary>
    [Unit("1"), Range(0.0, 1e12), Description("Light that does not come through the field, before the gain; one for all frames or one for each.")]
    public FrameParameterOptions? StrayLight { get; init; }

    /// <summary>Dark level b of the response g·(I + s)^γ + b, in the unit of the measurement.</summary>
    [Unit("1"), Range(-1e12, 1e12), Description("Dark level, in the unit of the measurement; one for all frames or one for each.")]
    public FrameParameterOptions? Offset { get; init; }

    /// <summary>Exponent γ of the response g·(I + s)^γ + b, a pure number.</summary>
    [Unit("1"), Range(0.1, 10.0), Description("Exponent of the response; 1 is linear.")]
    public double ResponseExponent { get; init; } = 1;

    /// <summary>Largest value recorded, in the unit of the measurement; null for no limit.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Largest value recorded, in the unit of the measurement.")]
    public double? Saturation { get; init; }

    /// <summary>Bits of the converter; null for no quantisation.</summary>
    [Range(1, 24), Description("Bits of the converter; no quantisation where not given.")]
    public int? Bits { get; init; }

    /// <summary>Value of the converter's highest code, in the unit of the measurement; null for the saturation.</summary>
    [Unit("1"), Range(1e-12, 1e12), Description("Value of the highest code, in the unit of the measurement; the saturation where not given.")]
    public double? FullScale { get; init; }
}

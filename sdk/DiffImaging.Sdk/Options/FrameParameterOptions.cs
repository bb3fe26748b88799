using System.ComponentModel;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Sdk.Options;

/// <summary>As <see cref="ParameterOptions"/>, for a parameter that may have a value of its own in each frame.</summary>
public sealed record FrameParameterOptions : ParameterOptions
{
    /// <summary>What one value holds for; null for the stage's default.</summary>
    [Description("measurement (one value for all frames) or frame (a value for each); only where the option's type says so.")]
    public ParameterExtent? Per { get; init; }

    /// <summary>Turns these options into a parameter of the measurement or of each frame.</summary>
    /// <param name="template">The parameter of one frame: name, unit, kind, source, scale and, where these options give none, nominal value,
    /// prior and bounds.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="usual">What one value holds for where the options do not say.</param>
    /// <returns>The template's shape for the whole measurement; [frames, …] and one element for each frame else.</returns>
    public UncertaintyParameter Apply(UncertaintyParameter template, int frames, ParameterExtent usual = ParameterExtent.Measurement)
    {
        ArgumentNullException.ThrowIfNull(template);
        if ((Per ?? usual) == ParameterExtent.Measurement)
        {
            return Apply(template);
        }

        var each = template with
        {
            Shape = [frames, .. template.Shape],
            Nominal = [.. Enumerable.Repeat(template.Nominal, frames).SelectMany(values => values)],
            ElementOfFrame = [.. Enumerable.Range(0, frames)],
        };
        return Nominal.Count == template.Count && frames != 1
            ? (this with { Nominal = [.. Enumerable.Repeat(Nominal, frames).SelectMany(values => values)] }).Apply(each)
            : Apply(each);
    }

    /// <inheritdoc />
    public override JsonObject ToSection(ParameterMode mode, ParameterBounds? bounds = null)
    {
        var section = base.ToSection(mode, bounds);
        if (Per is { } extent)
        {
            section["per"] = KebabCase.From(extent.ToString());
        }

        return section;
    }

    /// <summary>Number of values that may be given, for a message: as many as elements, or one for all of them.</summary>
    /// <param name="elements">Elements of the parameter of one frame.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="usual">What one value holds for where the options do not say.</param>
    public bool Fits(int elements, int frames, ParameterExtent usual = ParameterExtent.Measurement) =>
        Nominal.Count <= 1 || Nominal.Count == elements || (Per ?? usual) == ParameterExtent.Frame && Nominal.Count == elements * frames;
}

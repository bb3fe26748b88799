using System.ComponentModel;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Sdk.Options;

/// <summary>How a configuration gives an uncertainty parameter: a quantity alone (<c>"1 mm"</c>), a list of them, or an
/// object with mode, prior, bounds and scale.</summary>
public record ParameterOptions
{
    /// <summary>Nominal value of every element, in the unit of the option; one number stands for all elements, none for the stage's default.</summary>
    /// <remarks>How many there are is not checked here: the stage knows how many elements the parameter has.</remarks>
    [Description("Nominal value; a list gives one value for each element.")]
    public IReadOnlyList<double> Nominal { get; init; } = [];

    /// <summary>What is done with the parameter; null for the stage's default.</summary>
    [Description("fixed, calibrate, design or sample.")]
    public ParameterMode? Mode { get; init; }

    /// <summary>Standard deviation of a Gaussian prior about the nominal value; null for none.</summary>
    [Description("Standard deviation of a Gaussian prior about the nominal value.")]
    public double? Prior { get; init; }

    /// <summary>Smallest and largest value; null for none.</summary>
    [Description("Smallest and largest value.")]
    public IReadOnlyList<double>? Bounds { get; init; }

    /// <summary>What "a small step" means; null for the stage's default.</summary>
    [Description("What a small step means: a change that is just seen in the measurement.")]
    public double? Scale { get; init; }

    /// <summary>Turns these options into a parameter of the template's shape.</summary>
    /// <param name="template">Name, unit, kind, source, shape and, where these options give none, mode, nominal value, prior, bounds and scale.</param>
    /// <returns>The parameter; the options given win over the template. A nominal value of another number of elements than the template's is taken as it is:
    /// the planner refuses the parameter.</returns>
    public UncertaintyParameter Apply(UncertaintyParameter template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var nominal = Nominal.Count switch
        {
            0 => template.Nominal,
            1 => [.. Enumerable.Repeat(Nominal[0], template.Count)],
            _ => Nominal,
        };
        return template with
        {
            Nominal = nominal,
            Mode = Mode ?? template.Mode,
            Prior = Prior is { } sigma ? new GaussianPrior(sigma) : template.Prior,
            Bounds = Bounds is [var lower, var upper] ? new ParameterBounds(lower, upper) : template.Bounds,
            Scale = Scale ?? template.Scale,
        };
    }

    /// <summary>Writes these options as a section of a recipe: the parameter of a stage that the modality puts together.</summary>
    /// <param name="mode">What is done with the parameter where these options do not say.</param>
    /// <param name="bounds">Smallest and largest value where these options give none; null for none.</param>
    /// <returns>A fresh object; numbers as they are here, in the unit of the option. What neither gives stays out, for the stage has defaults of its own.</returns>
    public virtual JsonObject ToSection(ParameterMode mode, ParameterBounds? bounds = null)
    {
        var section = new JsonObject();
        if (Nominal.Count > 0)
        {
            section["nominal"] = new JsonArray([.. Nominal.Select(value => JsonValue.Create(value))]);
        }

        section["mode"] = KebabCase.From((Mode ?? mode).ToString());
        if (Bounds is [var lower, var upper])
        {
            section["bounds"] = new JsonArray(lower, upper);
        }
        else if (bounds is not null)
        {
            section["bounds"] = new JsonArray(bounds.Lower, bounds.Upper);
        }

        if (Prior is { } prior)
        {
            section["prior"] = prior;
        }

        if (Scale is { } scale)
        {
            section["scale"] = scale;
        }

        return section;
    }
}

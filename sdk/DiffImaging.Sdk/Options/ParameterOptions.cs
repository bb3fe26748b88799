using System.ComponentModel;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Sdk.Options;

/// <summary>How a configuration gives an uncertainty parameter: a quantity alone (<c>"1 mm"</c>), a list of them, or an
/// object with mode, prior, bounds and scale.</summary>
public record ParameterOptions
{
    /// <summary>Nominal value of every element, in the unit of the option; one number stands for all elements.</summary>
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

    /// <summary>Turns these options into a scalar parameter.</summary>
    /// <param name="template">Name, unit, kind, source, scale and, where these options give none, nominal value, prior and bounds.</param>
    /// <returns>The parameter; the options given win over the template.</returns>
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
}

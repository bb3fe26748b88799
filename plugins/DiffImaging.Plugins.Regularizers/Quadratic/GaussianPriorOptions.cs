using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>Options of <c>gaussian-prior</c>.</summary>
public sealed record GaussianPriorOptions
{
    /// <summary>What the prior is about.</summary>
    [Description("What the prior is about: complex (the whole), or amplitude or phase of a real parametrisation.")]
    public ObjectPart On { get; init; } = ObjectPart.Complex;

    /// <summary>σ of every number about its mean: of the real and of the imaginary part each, in the unit of the numbers. Fitted: until there is something to fit.</summary>
    [Unit("1"), Range(1e-9, 1e6)]
    [Description("Standard deviation of every number about its mean; of a complex variable, of the real and of the imaginary part each. Of the model fitted: for as long as the object is constant.")]
    public required double StandardDeviation { get; init; }

    /// <summary>How the power spectrum is given.</summary>
    [Description("How the power spectrum is given: matern (correlationLength, exponent), tabulated (frequencies, densities), or fitted to the object at the start of every phase (correlationLength, exponent: those of matern for as long as the object is constant).")]
    public SpectrumModel Model { get; init; } = SpectrumModel.Matern;

    /// <summary>ℓ, in metres.</summary>
    [Unit("m"), Range(1e-10, 1.0)]
    [Description("Correlation length of the model matern; of the model fitted, for as long as the object is constant.")]
    public double? CorrelationLength { get; init; }

    /// <summary>p: the density falls as the frequency to the power −p. 3 is the covariance exp(−r/ℓ).</summary>
    [Unit("1"), Range(0.1, 20.0)]
    [Description("Exponent of the model matern, likewise: the density falls as the frequency to minus this. 3 is the covariance exp(-r/correlationLength).")]
    public double Exponent { get; init; } = 3;

    /// <summary>Lowest frequency that is fitted, in cycles per metre.</summary>
    [Unit("1/m"), Range(0.0, 1e10)]
    [Description("Lowest frequency of the object that the model fitted looks at.")]
    public double LowestFrequency { get; init; }

    /// <summary>Highest frequency that is fitted, in cycles per metre; null for all.</summary>
    [Unit("1/m"), Range(0.0, 1e10)]
    [Description("Highest frequency of the object that the model fitted looks at; all by default. Beyond what a measurement tells of, a reconstruction has less than the specimen.")]
    public double? HighestFrequency { get; init; }

    /// <summary>Spatial frequencies of the table, ascending, in cycles per metre.</summary>
    [Unit("1/m"), Range(0.0, 1e10)]
    [Description("Spatial frequencies of the table, ascending.")]
    public IReadOnlyList<double>? Frequencies { get; init; }

    /// <summary>Relative densities of the table; the standard deviation sets their scale.</summary>
    [Unit("1"), Range(1e-30, 1e30)]
    [Description("Densities of the table, relative: the standard deviation sets their scale. Between frequencies their logarithm is linear, outside it is constant.")]
    public IReadOnlyList<double>? Densities { get; init; }

    /// <summary>Mean of every number; null for that of empty space.</summary>
    [Unit("1"), Range(-1e6, 1e6)]
    [Description("Mean of every number; by default that of empty space: 1 for a complex variable, 0 for phases and absorptions.")]
    public double? Reference { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Plugins.Regularizers.Sparsity;

/// <summary>Options of <c>l1</c>.</summary>
public sealed record SparsityOptions
{
    /// <summary>What is to be sparse.</summary>
    [Description("What is to be sparse: complex (the whole), or amplitude or phase of a real parametrisation.")]
    public ObjectPart On { get; init; } = ObjectPart.Complex;

    /// <summary>Value that costs nothing, in the unit of the variable's numbers; null for that of empty space.</summary>
    [Unit("1"), Range(-1e6, 1e6)]
    [Description("Value of a number of the variable that costs nothing; by default that of empty space: 1 for a complex variable, 0 for phases and absorptions.")]
    public double? Reference { get; init; }

    /// <summary>Where it is sparse.</summary>
    [Description("Where it is sparse: image (few pixels differ from the reference) or wavelet (few details).")]
    public SparsityDomain Domain { get; init; } = SparsityDomain.Image;

    /// <summary>The wavelet of the domain <see cref="SparsityDomain.Wavelet"/>.</summary>
    [Description("The wavelet of the domain wavelet: haar, or daubechies4 (four coefficients, two vanishing moments).")]
    public Wavelet Wavelet { get; init; } = Wavelet.Haar;

    /// <summary>Levels of the wavelet transform; rows and columns must be divisible by 2^levels.</summary>
    [Range(1, 16)]
    [Description("Levels of the wavelet transform; rows and columns must be divisible by 2^levels.")]
    public int Levels { get; init; } = 4;
}

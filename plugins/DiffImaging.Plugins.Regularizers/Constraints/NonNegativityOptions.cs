using System.ComponentModel;
using DiffImaging.Plugins.Regularizers.Objects;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Options of <c>non-negativity</c>.</summary>
public sealed record NonNegativityOptions
{
    /// <summary>Which numbers.</summary>
    [Description("Which numbers: amplitude (log amplitude or absorption) or phase of a real parametrisation; complex: real and not negative.")]
    public ObjectPart On { get; init; } = ObjectPart.Complex;
}

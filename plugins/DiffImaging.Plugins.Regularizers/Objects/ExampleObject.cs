using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Regularizers.Objects;

/// <summary>The object in examples: a small grid of unequal sides.</summary>
internal static class ExampleObject
{
    public static ObjectVariable Of(ObjectParametrization parametrization, int columns = 7) => new("object", new SamplingGrid(8, columns, 2e-6), parametrization) { Background = 0.9 };
}

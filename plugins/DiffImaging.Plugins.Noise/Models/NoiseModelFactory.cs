using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Noise;

namespace DiffImaging.Plugins.Noise.Models;

/// <summary>A noise model factory that binds strict options first.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
public abstract class NoiseModelFactory<TOptions> : INoiseModelFactory
    where TOptions : class
{
    /// <inheritdoc />
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc />
    public ComponentPlan<INoiseModel> Plan(ComponentDefinition definition) =>
        ComponentPlan<INoiseModel>.Bind<TOptions>(definition, (options, _) => Create(options));

    /// <summary>Makes the model; options are bound and in range.</summary>
    protected abstract INoiseModel Create(TOptions options);
}

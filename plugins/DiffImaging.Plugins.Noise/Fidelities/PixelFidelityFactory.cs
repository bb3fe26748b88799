using DiffImaging.Plugins.Noise.Likelihoods;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Noise.Fidelities;

/// <summary>A factory of a fidelity term that sums the likelihood of independent pixels.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
public abstract class PixelFidelityFactory<TOptions> : IFidelityFactory
    where TOptions : class
{
    /// <inheritdoc />
    public Type OptionsType => typeof(TOptions);

    /// <inheritdoc />
    public ComponentPlan<IFidelity> Plan(ComponentDefinition definition, SignalDescription prediction) =>
        ComponentPlan<IFidelity>.Bind<TOptions>(definition, (options, _) => new PixelFidelity(Create(options)), (_, findings) =>
        {
            if (prediction.Domain != SignalDomain.Intensity)
            {
                findings.Error("", $"found a prediction of the domain '{KebabCase.From(prediction.Domain.ToString())}', expected 'intensity'. Is a sensor missing at the end of the pipeline?");
            }
        });

    internal abstract IPixelLikelihood Create(TOptions options);
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;

namespace TestPlugins.Faulty;

/// <summary>Plans a regularizer that goes wrong as it is told to.</summary>
[ExportRegularizer("faulty", "Goes wrong as it is told to.")]
public sealed class FaultyPenaltyFactory : IRegularizerFactory
{
    public Type OptionsType => typeof(FaultyOptions);

    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<FaultyOptions>(definition, (options, _) => new FaultyPenalty(options.Fault));
}

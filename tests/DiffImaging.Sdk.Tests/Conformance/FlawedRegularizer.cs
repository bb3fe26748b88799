using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>½ a ‖x‖², whose proximal operator is x / (1 + a t).</summary>
internal sealed class FlawedRegularizer(string flaw) : IProximableRegularizer, IRegularizerFactory
{
    public Type OptionsType => typeof(NoOptions);

    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<NoOptions>(definition, (_, _) => this);

    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        var real = variable.is_complex() ? torch.view_as_real(variable) : variable;
        return (1.5 * (flaw == "gradient" ? real * real.detach() : real.square()).sum()).to(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    public IProximalOperator CreateProximal() => new Proximal(flaw);

    public void Dispose()
    {
    }

    private sealed class Proximal(string flaw) : IProximalOperator
    {
        public IReadOnlyList<torch.Tensor> State => [];

        public torch.Tensor Apply(torch.Tensor variable, double step) =>
            flaw == "inPlace" ? variable.div_(1 + 3 * step).alias() : variable / (1 + (flaw == "step" ? 1.5 : 3) * step);

        public void Restore(IReadOnlyList<torch.Tensor> state)
        {
            if (flaw != "state" && state.Count > 0)
            {
                throw new ArgumentException("Found tensors, expected none.", nameof(state));
            }
        }

        public void Dispose()
        {
        }
    }
}

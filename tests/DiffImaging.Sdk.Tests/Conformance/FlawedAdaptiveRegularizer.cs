using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>½ ‖x‖² / v, v = 1 + the mean square of the object it has adapted to.</summary>
internal sealed class FlawedAdaptiveRegularizer(string flaw) : IAdaptiveRegularizer, IRegularizerFactory
{
    public Type OptionsType => typeof(NoOptions);

    private double Variance { get; set; } = 1;

    // Made for whoever asks, and dropped with the scope of whoever asked: enough for a regularizer of a test.
    public IReadOnlyList<torch.Tensor> State => [torch.tensor(Variance, torch.ScalarType.Float64)];

    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<NoOptions>(definition, (_, _) => new FlawedAdaptiveRegularizer(flaw));

    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return (variable.square().sum() * (0.5 / Variance)).to(torch.ScalarType.Float64).MoveToOuterDisposeScope();
    }

    public string Adapt(torch.Tensor variable)
    {
        var square = flaw == "leak" ? variable.square().mean() : Mean(variable);
        Variance = (flaw == "memory" ? Variance : 1) + square.item<double>();
        if (flaw != "leak")
        {
            square.Dispose();
        }

        if (flaw == "change")
        {
            variable.mul_(2).Dispose();
        }

        if (flaw == "constant" && variable.std().item<double>() == 0)
        {
            Variance = double.NaN;
        }

        return "";
    }

    public void Restore(IReadOnlyList<torch.Tensor> state)
    {
        if (flaw != "state" && state.Count != 1)
        {
            throw new ArgumentException($"Found {state.Count} tensors, expected one.", nameof(state));
        }

        Variance = flaw == "restore" ? (float)state[0].item<double>() : state[0].item<double>();
    }

    public void Dispose()
    {
    }

    private static torch.Tensor Mean(torch.Tensor variable)
    {
        using var scope = torch.NewDisposeScope();
        return variable.square().mean().DetachFromDisposeScope();
    }
}

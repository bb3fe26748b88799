using DiffImaging.Sdk.Regularizers;
using TorchSharp;

namespace TestPlugins.Faulty;

/// <summary>Costs nothing, and goes wrong where it says so.</summary>
public sealed class FaultyPenalty(Fault fault) : IRegularizer
{
    public torch.Tensor Evaluate(torch.Tensor variable)
    {
        switch (fault)
        {
            case Fault.Forward:
                throw new InvalidOperationException("the edges are worn");
            case Fault.StackOverflow:
                Overflow.Happen();
                break;
        }

        return variable.abs().sum(torch.ScalarType.Float64) * 0;
    }

    public void Dispose()
    {
    }
}

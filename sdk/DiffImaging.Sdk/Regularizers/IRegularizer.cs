using TorchSharp;

namespace DiffImaging.Sdk.Regularizers;

/// <summary>A regularizer R(x) on one object variable; the engine multiplies it with its weight β.</summary>
public interface IRegularizer : IDisposable
{
    /// <summary>Computes R in operations that autograd can record.</summary>
    /// <param name="variable">The object variable as its stage declares it: shape and dtype of the plan.</param>
    /// <returns>A float64 scalar in the caller's dispose scope.</returns>
    torch.Tensor Evaluate(torch.Tensor variable);
}

using TorchSharp;

namespace DiffImaging.Sdk.Regularizers;

/// <summary>prox_{tR}(v) = argmin_x R(x) + ‖x − v‖² / (2t), exact or by a few warm-started inner iterations.</summary>
/// <remarks>With the same state and the same arguments it returns the same result.</remarks>
public interface IProximalOperator : IDisposable
{
    /// <summary>Applies the operator.</summary>
    /// <param name="variable">v, shape and dtype of the object variable; it is not changed.</param>
    /// <param name="step">t &gt; 0: the solver's step times the weight.</param>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    torch.Tensor Apply(torch.Tensor variable, double step);

    /// <summary>Tensors of the warm start, for a checkpoint; owned by the operator, empty where there are none.</summary>
    IReadOnlyList<torch.Tensor> State { get; }

    /// <summary>Goes back to a state; the tensors are copied.</summary>
    /// <exception cref="ArgumentException">The state is not one of this operator.</exception>
    void Restore(IReadOnlyList<torch.Tensor> state);
}

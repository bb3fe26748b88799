using DiffImaging.Sdk.Signals;

namespace DiffImaging.Sdk.Stages;

/// <summary>A stage at one point: its output and its Jacobian J as two products.</summary>
/// <remarks>For complex tensors ⟨u, v⟩ = Re Σ conj(u)·v, so that a cotangent is ∂L/∂Re + i·∂L/∂Im, as in PyTorch.
/// The two products obey ⟨u, Jv⟩ = ⟨Jᵀu, v⟩.</remarks>
public interface ILinearization : IDisposable
{
    /// <summary>The output at the point; owned by the linearisation.</summary>
    Signal Output { get; }

    /// <summary>Computes J v.</summary>
    /// <param name="inputTangent">Tangent of the input; empty for zero.</param>
    /// <param name="tangent">Tangents of the variables; an absent name is zero.</param>
    /// <returns>Tangent of the output, in the caller's dispose scope; empty for zero.</returns>
    Signal Jvp(Signal inputTangent, VariableValues tangent);

    /// <summary>Computes Jᵀ u.</summary>
    /// <param name="cotangent">Cotangent of the output. Its tensor is handed over: the stage may write into it.</param>
    /// <param name="request">Which parts of the result are wanted; others may be left out.</param>
    /// <returns>Cotangents of the input (empty where not wanted) and of the variables wanted, each in the shape of its primal: summed where
    /// that was broadcast; in the caller's dispose scope.</returns>
    (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request);
}

using TorchSharp;

namespace DiffImaging.Sdk.Regularizers;

/// <summary>The ability of a regularizer to adapt to the object at the start of a phase; asked for with <c>is</c>.</summary>
/// <remarks>The engine calls <see cref="Adapt"/> once at the start of every phase in which the regularizer counts, before its
/// proximal operators are made; within a phase R does not change. A run that is resumed in the middle of a phase calls
/// <see cref="Restore"/> in its place.</remarks>
public interface IAdaptiveRegularizer : IRegularizer
{
    /// <summary>Adapts to an object. What it becomes depends on the object alone, not on what it has adapted to before.</summary>
    /// <param name="variable">The object variable as its stage declares it; it is not changed. An object that says nothing, such
    /// as the empty background, must be borne.</param>
    /// <returns>What it has become, in one line for people to read; empty where there is nothing to say.</returns>
    string Adapt(torch.Tensor variable);

    /// <summary>Everything that was adapted, for a checkpoint; owned by the regularizer.</summary>
    IReadOnlyList<torch.Tensor> State { get; }

    /// <summary>Goes back to a state, bit for bit; the tensors are copied.</summary>
    /// <exception cref="ArgumentException">The state is not one of this regularizer.</exception>
    void Restore(IReadOnlyList<torch.Tensor> state);
}

using TorchSharp;

namespace DiffImaging.Sdk.Signals;

/// <summary>What travels from stage to stage: a tensor and its description.</summary>
/// <remarks>A field is complex, an intensity real, both <c>[frames, modes, rows, columns]</c>; any of these sizes may be
/// 1 and is then broadcast, so that a uniform plane wave is one number. The signal does not own its tensor: it lives in the
/// dispose scope in which it was made. As a tangent or cotangent, null values mean zero.</remarks>
/// <param name="Values">The tensor; null for the input of a source, and for a zero tangent or cotangent.</param>
/// <param name="Description">What the tensor holds.</param>
public sealed record Signal(torch.Tensor? Values, SignalDescription Description)
{
    /// <summary>The tensor of a signal that must have one.</summary>
    /// <exception cref="InvalidOperationException">The signal is empty.</exception>
    public torch.Tensor Tensor => Values ?? throw new InvalidOperationException(
        $"A signal of the domain '{Description.Domain}' was needed, but the signal is empty. Is a source missing at the start of the pipeline?");
}

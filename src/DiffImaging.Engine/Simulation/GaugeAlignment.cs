using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Simulation;

/// <summary>Removes from an estimated object what no measurement of its model sees.</summary>
/// <remarks>The phase ramp is the mean phase step between neighbours of truth* · estimate, weighted by its modulus, which needs no unwrapping as long as the
/// ramp is below half a cycle in a sample.</remarks>
public static class GaugeAlignment
{
    /// <summary>Aligns an estimate with the truth.</summary>
    /// <param name="estimate">Complex, <c>[rows, columns]</c>.</param>
    /// <param name="truth">The same shape.</param>
    /// <param name="gauges">Names of the model's gauges; those of <see cref="ObjectGauges.PhaseRamp"/> and <see cref="ObjectGauges.Amplitude"/> count.</param>
    /// <returns>The estimate without ramp, with the truth's global phase, and its amplitude where that is a gauge; in the caller's dispose scope.</returns>
    public static torch.Tensor Align(torch.Tensor estimate, torch.Tensor truth, IReadOnlySet<string> gauges)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(gauges);
        using var scope = torch.NewDisposeScope();
        var aligned = gauges.Contains(ObjectGauges.PhaseRamp) ? estimate * Ramp(estimate * truth.conj()) : estimate;
        var overlap = (aligned.conj() * truth).sum();
        var factor = gauges.Contains(ObjectGauges.Amplitude) ? overlap / aligned.abs().square().sum() : overlap / overlap.abs();
        return (aligned * factor).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Ramp(torch.Tensor product)
    {
        var phase = Along(product, 0).unsqueeze(1) + Along(product, 1);
        return torch.complex(phase.cos(), -phase.sin());
    }

    private static torch.Tensor Along(torch.Tensor product, int axis)
    {
        var size = product.shape[axis];
        var step = (product.narrow(axis, 1, size - 1) * product.narrow(axis, 0, size - 1).conj()).sum().angle();
        return step * torch.arange(size, torch.ScalarType.Float64, product.device);
    }
}

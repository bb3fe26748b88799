using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Simulation;

/// <summary>Removes from an estimated object what no measurement of its model sees.</summary>
/// <remarks>The phase ramp begins with the mean phase step between neighbours of p = truth* · estimate, which needs no unwrapping as long as the ramp is below half
/// a cycle in a sample, but takes the object's errors for a ramp. From there the plane ψ that brings the estimate nearest to the truth: max Σ Re(p e^(−iψ)), by
/// steps with the curvature Σ b bᵀ |p| over piston and both slopes, none of which goes down.</remarks>
public static class GaugeAlignment
{
    private const int MostSteps = 50;
    private const double SmallStep = 1e-10;    // rad, at the rim

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
        var aligned = gauges.Contains(ObjectGauges.PhaseRamp) ? WithoutRamp(estimate, truth) : estimate;
        var overlap = (aligned.conj() * truth).sum();
        var factor = gauges.Contains(ObjectGauges.Amplitude) ? overlap / aligned.abs().square().sum() : overlap / overlap.abs();
        return (aligned * factor).MoveToOuterDisposeScope();
    }

    private static torch.Tensor WithoutRamp(torch.Tensor estimate, torch.Tensor truth)
    {
        var (rows, columns) = (estimate.shape[0], estimate.shape[1]);
        var planes = torch.stack([torch.ones(rows * columns, torch.ScalarType.Float64), .. torch.meshgrid([Axis(rows), Axis(columns)], "ij").Select(axis => axis.reshape(-1))])
            .to(estimate.device);
        var product = (estimate * truth.conj()).reshape(-1);
        var plane = torch.stack([torch.zeros([], torch.ScalarType.Float64, estimate.device), Step(estimate, truth, 0) * (rows - 1) / 2, Step(estimate, truth, 1) * (columns - 1) / 2]);
        var overlap = (product * Phasor(plane, planes)).sum();
        plane[0] += overlap.angle();

        var curvature = (planes * product.abs()).matmul(planes.transpose(0, 1));
        for (var count = 0; count < MostSteps; count++)
        {
            var slope = planes.matmul((product * Phasor(plane, planes)).imag);
            var step = torch.linalg.solve(curvature, slope);
            plane += step;
            if (!(step.abs().max().item<double>() > SmallStep))
            {
                break;
            }
        }

        return estimate * Phasor(plane, planes).reshape(rows, columns);
    }

    // From −1 to 1.
    private static torch.Tensor Axis(long size) => torch.linspace(-1, 1, size, torch.ScalarType.Float64);

    private static torch.Tensor Phasor(torch.Tensor plane, torch.Tensor planes)
    {
        var phase = plane.matmul(planes);
        return torch.complex(phase.cos(), -phase.sin());
    }

    private static torch.Tensor Step(torch.Tensor estimate, torch.Tensor truth, int axis)
    {
        var product = estimate * truth.conj();
        var size = product.shape[axis];
        return (product.narrow(axis, 1, size - 1) * product.narrow(axis, 0, size - 1).conj()).sum().angle();
    }
}

using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Light;

/// <summary>The stripes of the frames: exp(iψ_f), ψ_f = 2π k_o·r + φ_f, whose real part modulates the light.</summary>
/// <param name="geometry">Where they lie.</param>
/// <param name="device">Device of the tensors.</param>
internal sealed class StripePattern(PatternGeometry geometry, torch.Device device)
{
    /// <summary>Computes exp(iψ).</summary>
    /// <param name="frequency">k in 1/m, x and y, float64, <c>[orientations, 2]</c>.</param>
    /// <param name="phase">φ in rad, float64, <c>[frames of the measurement]</c>.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <param name="precision">Real type of the result's parts.</param>
    /// <returns>Complex, <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Carrier(torch.Tensor frequency, torch.Tensor phase, FrameRange frames, torch.ScalarType precision)
    {
        using var scope = torch.NewDisposeScope();
        var k = OfFrames(frequency, frames).reshape(-1, 2, 1, 1);
        var down = 2 * Math.PI * k.narrow(1, 1, 1) * Y + phase.narrow(0, frames.Start, frames.Count).reshape(-1, 1, 1, 1);

        // A product of a column and a row: as many cosines as the sides are long.
        return (Phasor.Of(down, precision) * Phasor.Of(2 * Math.PI * k.narrow(1, 0, 1) * X, precision)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the change of ψ; null for none.</summary>
    /// <param name="frequency">Change of k, or null.</param>
    /// <param name="phase">Change of φ, or null.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <returns>float64, broadcast to <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor? PhaseTangent(torch.Tensor? frequency, torch.Tensor? phase, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var ofPhase = phase?.narrow(0, frames.Start, frames.Count).reshape(-1, 1, 1, 1);
        if (frequency is null)
        {
            return ofPhase?.MoveToOuterDisposeScope();
        }

        var k = OfFrames(frequency, frames).reshape(-1, 2, 1, 1);
        var ofFrequency = 2 * Math.PI * (k.narrow(1, 0, 1) * X + k.narrow(1, 1, 1) * Y);
        return (ofPhase is null ? ofFrequency : ofFrequency + ofPhase).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the adjoint of <see cref="PhaseTangent"/>: what a cotangent of ψ says of k, <c>[orientations, 2]</c>.</summary>
    public torch.Tensor FrequencyCotangent(torch.Tensor ofPattern, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var ofFrames = torch.stack([(ofPattern * X).sum([1, 2, 3]), (ofPattern * Y).sum([1, 2, 3])], 1);
        return (2 * Math.PI * ToOrientations(ofFrames, frames)).MoveToOuterDisposeScope();
    }

    /// <summary>Takes of each frame's orientation the numbers of that orientation.</summary>
    /// <returns><c>[frames, …]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor OfFrames(torch.Tensor ofOrientations, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return ofOrientations.index_select(0, Index(frames)).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="OfFrames"/>: sums over the frames of each orientation.</summary>
    public torch.Tensor ToOrientations(torch.Tensor ofFrames, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var sums = torch.zeros([geometry.Orientations, .. ofFrames.shape[1..]], ofFrames.dtype, device);
        return sums.index_add(0, Index(frames), ofFrames, 1).MoveToOuterDisposeScope();
    }

    private torch.Tensor X => Coordinates.X(geometry.Grid, device) - geometry.Origin;

    private torch.Tensor Y => Coordinates.Y(geometry.Grid, device) - geometry.Origin;

    private torch.Tensor Index(FrameRange frames) =>
        torch.tensor([.. Enumerable.Range(frames.Start, frames.Count).Select(frame => (long)geometry.OrientationOf(frame))], torch.ScalarType.Int64, device);
}

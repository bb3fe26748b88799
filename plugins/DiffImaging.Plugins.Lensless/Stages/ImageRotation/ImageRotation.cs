using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.ImageRotation;

/// <summary>Turns a field about the optical axis: u'(r) = u(R(−φ) r), φ from +x towards +y.</summary>
/// <remarks>R(φ) = S_x(−tan φ/2) S_y(sin φ) S_x(−tan φ/2): three shears, each exact for what the grid holds and unitary [unser1995]. What leaves the grid comes back at the
/// other side. Field <c>[frames, modes, rows, columns]</c> with any size 1.</remarks>
internal sealed class ImageRotation(SignalDescription output, StageContext context) : ILinearizableStage
{
    public const string RotationName = "rotation";

    public SignalDescription Output { get; } = output;

    public Shears Shears { get; } = new(output.Grid, context.Device);

    /// <inheritdoc />
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var (a, b) = Amounts(Angles(values[RotationName], frames));
        var turned = Shears.Apply(Shears.Apply(Shears.Apply(Full(input.Tensor), a, true), b, false), a, true);
        return new Signal(turned.MoveToOuterDisposeScope(), Output);
    }

    /// <inheritdoc />
    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new ImageRotationLinearization(this, input, values, frames);

    /// <inheritdoc />
    public void Dispose() => Shears.Dispose();

    /// <summary>The angles of some frames, float64, <c>[1 or frames, 1, 1, 1]</c>.</summary>
    public static torch.Tensor Angles(torch.Tensor rotation, FrameRange frames) =>
        (rotation.dim() == 0 ? rotation : rotation.narrow(0, frames.Start, frames.Count)).reshape(-1, 1, 1, 1);

    /// <summary>How far to shear: −tan φ/2 along x, sin φ along y.</summary>
    public static (torch.Tensor AlongX, torch.Tensor AlongY) Amounts(torch.Tensor angles) => (-(angles / 2).tan(), angles.sin());

    /// <summary>A uniform field filled in.</summary>
    public torch.Tensor Full(torch.Tensor field) => field.expand([.. field.shape[..^2], Output.Grid.Rows, Output.Grid.Columns]);
}

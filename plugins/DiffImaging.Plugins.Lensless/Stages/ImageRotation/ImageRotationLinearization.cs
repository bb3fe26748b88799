using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.ImageRotation;

/// <summary>An <see cref="ImageRotation"/> at one point.</summary>
/// <remarks>With u₁ = S_x u, u₂ = S_y u₁, u' = S_x u₂: u̇' = S_x(S_y(S_x u̇ + ȧ S_x' u) + ḃ S_y' u₁) + ȧ S_x' u₂, ȧ = −φ̇/(2 cos² φ/2), ḃ = cos φ φ̇, S' the derivative by
/// the shear. Jᵀ goes back through the inverse shears.</remarks>
internal sealed class ImageRotationLinearization : ILinearization
{
    private readonly ImageRotation _stage;
    private readonly Signal _input;
    [Borrowed]
    private readonly torch.Tensor _rotation;
    private readonly FrameRange _frames;
    private readonly torch.Tensor _a;
    private readonly torch.Tensor _b;
    private readonly torch.Tensor _slopeA;   // da/dφ
    private readonly torch.Tensor _slopeB;   // db/dφ

    public ImageRotationLinearization(ImageRotation stage, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_stage, _input, _rotation, _frames) = (stage, input, values[ImageRotation.RotationName], frames);
        var angles = ImageRotation.Angles(_rotation, frames);
        var (a, b) = ImageRotation.Amounts(angles);
        (_a, _b) = (a.DetachFromDisposeScope(), b.DetachFromDisposeScope());
        (_slopeA, _slopeB) = ((-0.5 * (1 + _a.square())).DetachFromDisposeScope(), angles.cos().DetachFromDisposeScope());
        Output = stage.Forward(input, values, frames);
        Output.Tensor.DetachFromDisposeScope();
    }

    /// <inheritdoc />
    public Signal Output { get; }

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var turn = tangent.Find(ImageRotation.RotationName) is { } change ? ImageRotation.Angles(change, _frames) : null;
        if (inputTangent.Values is null && turn is null)
        {
            return new Signal(null, Output.Description);
        }

        var moved = inputTangent.Values is { } light ? Across(_stage.Full(light)) : null;
        if (turn is null)
        {
            return new Signal(Across(Down(moved!)).MoveToOuterDisposeScope(), Output.Description);
        }

        var (first, second) = Steps();
        moved = Add(moved, Slope(_stage.Full(_input.Tensor), true) * Factor(_slopeA * turn));
        moved = Down(moved) + Slope(first, false) * Factor(_slopeB * turn);
        moved = Across(moved) + Slope(second, true) * Factor(_slopeA * turn);
        return new Signal(moved.MoveToOuterDisposeScope(), Output.Description);
    }

    /// <inheritdoc />
    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        var values = new VariableValues();
        if (cotangent.Values is not { } given)
        {
            return (_input with { Values = null }, values);
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var behindDown = _stage.Shears.Apply(given, -_a, alongX: true);
        var behindFirst = _stage.Shears.Apply(behindDown, -_b, alongX: false);
        if (request.Wants(ImageRotation.RotationName))
        {
            var (first, second) = Steps();
            var slopes = _slopeA * (Inner(given, Slope(second, true)) + Inner(behindFirst, Slope(_stage.Full(_input.Tensor), true)))
                + _slopeB * Inner(behindDown, Slope(first, false));
            values.Add(ImageRotation.RotationName, OnParameter(slopes).MoveToOuterDisposeScope());
        }

        var back = request.Input
            ? Broadcasting.SumTo(_stage.Shears.Apply(behindFirst, -_a, alongX: true), _input.Tensor.shape).MoveToOuterDisposeScope()
            : null;
        return (_input with { Values = back }, values);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _a.Dispose();
        _b.Dispose();
        _slopeA.Dispose();
        _slopeB.Dispose();
    }

    private torch.Tensor Across(torch.Tensor field) => _stage.Shears.Apply(field, _a, alongX: true);

    private torch.Tensor Down(torch.Tensor field) => _stage.Shears.Apply(field, _b, alongX: false);

    private torch.Tensor Slope(torch.Tensor field, bool alongX) => _stage.Shears.Apply(field, alongX ? _a : _b, alongX, slope: true);

    // u₁ and u₂; they are not kept, because the object's steps need neither.
    private (torch.Tensor First, torch.Tensor Second) Steps()
    {
        var first = Across(_stage.Full(_input.Tensor));
        return (first, Down(first));
    }

    private torch.Tensor Factor(torch.Tensor amount) => amount.to(Output.Tensor.real.dtype);

    // Re ⟨g, v⟩ of each frame, or of all where they share an angle; float64, [1 or frames, 1, 1, 1].
    private torch.Tensor Inner(torch.Tensor cotangent, torch.Tensor slope) =>
        (cotangent.conj() * slope).real.sum(_a.shape[0] == 1 && _rotation.dim() == 0 ? [0L, 1, 2, 3] : [1L, 2, 3], keepdim: true, type: torch.ScalarType.Float64);

    private torch.Tensor OnParameter(torch.Tensor slopes) => _rotation.dim() == 0
        ? slopes.reshape([])
        : torch.nn.functional.pad(slopes.reshape(-1), [_frames.Start, _rotation.shape[0] - _frames.Start - _frames.Count]);

    private static torch.Tensor Add(torch.Tensor? sum, torch.Tensor term) => sum is null ? term : sum + term;
}

using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>An object that shines by itself, seen through a mask: every point of it casts the point spread function on the sensor.</summary>
/// <remarks>I_j = C{ p_j ∗ x }, p_j(r) = p(r − s_j): x ≥ 0 the brightness, real, <c>[rows, columns]</c>; s_j the shift of frame j, p from <see cref="PsfResampling"/>. The
/// convolution is linear, not circular: the transform has room for both. C cuts the margin off. Nothing comes in; intensity
/// <c>[frames, 1, rows, columns]</c> goes out.</remarks>
internal sealed class CodedMask : ILinearizableStage
{
    public const string BrightnessName = "brightness";
    public const string ShiftName = "shift";
    public const string ScaleName = "scale";
    public const string RotationName = "rotation";

    private readonly PsfGeometry _geometry;
    private readonly StageContext _context;
    private readonly torch.Tensor _fx;              // [1, columns / 2 + 1], float64, 1/m
    private readonly torch.Tensor _fy;              // [rows, 1]
    private torch.Tensor? _memo;                    // spectrum of p at the last scale and rotation
    private (double Scale, double Rotation) _memoAt;

    public CodedMask(PointSpreadFunction psf, PsfGeometry geometry, SignalDescription output, StageContext context)
    {
        (_geometry, Output, _context) = (geometry, output, context);
        Psf = new PsfResampling(psf, geometry, context.Device);
        using var scope = torch.NewDisposeScope();
        _fx = torch.fft.rfftfreq(geometry.TransformColumns, geometry.Grid.Pitch, torch.ScalarType.Float64, context.Device).unsqueeze(0).DetachFromDisposeScope();
        _fy = torch.fft.fftfreq(geometry.TransformRows, geometry.Grid.Pitch, torch.ScalarType.Float64, context.Device).unsqueeze(1).DetachFromDisposeScope();
    }

    public SignalDescription Output { get; }

    public PsfResampling Psf { get; }

    private long[] Transform => [_geometry.TransformRows, _geometry.TransformColumns];

    /// <inheritdoc />
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var spectrum = Enter(values[BrightnessName]) * Response(values);
        return new Signal(Leave(spectrum * Ramp(values[ShiftName], frames)).expand(Shape(frames)).MoveToOuterDisposeScope(), Output);
    }

    /// <inheritdoc />
    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new CodedMaskLinearization(this, input, values, frames);

    /// <inheritdoc />
    public void Dispose()
    {
        Psf.Dispose();
        _fx.Dispose();
        _fy.Dispose();
        _memo?.Dispose();
    }

    public long[] Shape(FrameRange frames) => [frames.Count, 1, Output.Grid.Rows, Output.Grid.Columns];

    /// <summary>The spectrum of a brightness.</summary>
    public torch.Tensor Enter(torch.Tensor brightness) => torch.fft.rfft2(brightness, Transform);

    /// <summary>The adjoint of <see cref="Enter"/>, for the spectrum of a real image.</summary>
    public torch.Tensor EnterAdjoint(torch.Tensor spectrum)
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.fft.irfft2(spectrum, Transform);
        return image.narrow(-2, 0, _geometry.Grid.Rows).narrow(-1, 0, _geometry.Grid.Columns).MoveToOuterDisposeScope();
    }

    /// <summary>What the sensor's side of the grid shows of a spectrum.</summary>
    public torch.Tensor Leave(torch.Tensor spectrum)
    {
        using var scope = torch.NewDisposeScope();
        return Margin.Centre(EnterAdjoint(spectrum), Output.Grid.Rows, Output.Grid.Columns).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="Leave"/>, as the spectrum of a real image.</summary>
    public torch.Tensor LeaveAdjoint(torch.Tensor intensity)
    {
        using var scope = torch.NewDisposeScope();
        return Enter(Margin.Embed(intensity, _geometry.Grid.Rows, _geometry.Grid.Columns)).MoveToOuterDisposeScope();
    }

    /// <summary>The spectrum of p, complex, <c>[rows, columns / 2 + 1]</c> of the transform.</summary>
    public torch.Tensor Response(VariableValues values)
    {
        var (scale, rotation) = (values[ScaleName], values[RotationName]);
        if (scale.requires_grad || rotation.requires_grad)
        {
            return Spectrum(Psf.At(scale, rotation));
        }

        var wanted = (scale.item<double>(), rotation.item<double>());
        if (_memo is null || wanted != _memoAt)
        {
            _memo?.Dispose();
            (_memo, _memoAt) = (Spectrum(Psf.At(scale, rotation)).DetachFromDisposeScope(), wanted);
        }

        return _memo.alias();
    }

    /// <summary>The spectrum of a window about the axis, in the working precision.</summary>
    public torch.Tensor Spectrum(torch.Tensor window)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (_geometry.Window.Rows, _geometry.Window.Columns);
        var placed = torch.nn.functional.pad(window, [0, _geometry.TransformColumns - columns, 0, _geometry.TransformRows - rows]);
        return torch.fft.rfft2(placed.roll([-(rows / 2), -(columns / 2)], [0, 1])).to(_context.ComplexType).MoveToOuterDisposeScope();
    }

    /// <summary>exp(−i2π(f_x s_x + f_y s_y)) of some frames.</summary>
    /// <param name="shift">s in metres, <c>[2]</c> or <c>[frames of the measurement, 2]</c>.</param>
    /// <param name="frames">The frames.</param>
    /// <returns>Complex, <c>[1 or frames, 1, rows, columns / 2 + 1]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Ramp(torch.Tensor shift, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return Phasor.Of(Phase(shift, frames), _context.RealType).MoveToOuterDisposeScope();
    }

    /// <summary>−2π(f_x s_x + f_y s_y), float64, as <see cref="Ramp"/>.</summary>
    public torch.Tensor Phase(torch.Tensor shift, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var chosen = shift.dim() == 1 ? shift.reshape(1, 2, 1, 1) : shift.narrow(0, frames.Start, frames.Count).reshape(-1, 2, 1, 1);
        return (-2 * Math.PI * (_fx * chosen.narrow(1, 0, 1) + _fy * chosen.narrow(1, 1, 1))).MoveToOuterDisposeScope();
    }
}

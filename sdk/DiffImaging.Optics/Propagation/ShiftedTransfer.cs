using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Optics.Propagation;

/// <summary>Products of spectra with the transfer function of a propagation and a lateral shift in one.</summary>
/// <remarks>T = H(z) exp(−i2π(f_x s_x + f_y s_y)), H that of <see cref="AngularSpectrum"/>: the field moves by +s. With
/// T' = ∂T/∂p = i w_p T: w_z = φ', w_x = −2π f_x, w_y = −2π f_y. Complex64 on the CPU outside autograd's record takes one pass over memory
/// and never holds T as a whole; all else takes tensor operations.</remarks>
public sealed class ShiftedTransfer : IDisposable
{
    private readonly AngularSpectrum _propagator;
    private readonly FusedShiftedTransfer _fused;
    private readonly torch.Tensor _fx;      // [1, columns] float64, 1/m
    private readonly torch.Tensor _fy;      // [rows, 1]
    private readonly torch.ScalarType _realType;

    /// <summary>Prepares the products.</summary>
    /// <param name="grid">Grid of the fields.</param>
    /// <param name="light">Wavelength and medium.</param>
    /// <param name="context">Device and precision.</param>
    /// <param name="bandLimitDistance">As for <see cref="AngularSpectrum"/>.</param>
    public ShiftedTransfer(SamplingGrid grid, Light light, StageContext context, double? bandLimitDistance = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(context);
        using var scope = torch.NewDisposeScope();
        _realType = context.RealType;
        _propagator = new AngularSpectrum(grid, light, context, bandLimitDistance);
        _fx = Coordinates.FrequencyX(grid, context.Device).DetachFromDisposeScope();
        _fy = Coordinates.FrequencyY(grid, context.Device).DetachFromDisposeScope();
        _fused = new FusedShiftedTransfer(grid, _propagator.AxialPhase, _propagator.Passing);
    }

    /// <summary>Device of the products.</summary>
    public torch.Device Device => _fx.device;

    /// <summary>Computes T in operations that autograd can record.</summary>
    /// <param name="shiftX">s_x in metres, a float64 scalar.</param>
    /// <param name="shiftY">s_y in metres, likewise.</param>
    /// <param name="distance">z in metres, likewise.</param>
    /// <returns>Complex, <c>[rows, columns]</c>, FFT order, in the caller's dispose scope.</returns>
    public torch.Tensor Function(torch.Tensor shiftX, torch.Tensor shiftY, torch.Tensor distance)
    {
        ArgumentNullException.ThrowIfNull(shiftX);
        ArgumentNullException.ThrowIfNull(shiftY);
        ArgumentNullException.ThrowIfNull(distance);
        using var scope = torch.NewDisposeScope();
        var phase = _propagator.AxialPhase * distance - 2 * Math.PI * (_fx * shiftX + _fy * shiftY);
        var turn = (phase - 2 * Math.PI * (phase / (2 * Math.PI)).round()).to(_realType);
        return torch.complex(turn.cos() * _propagator.Passing, turn.sin() * _propagator.Passing).MoveToOuterDisposeScope();
    }

    /// <summary>Computes T S.</summary>
    /// <param name="spectrum">S, complex, <c>[rows, columns]</c>, FFT order.</param>
    /// <param name="displacement">s and z.</param>
    /// <returns>Complex, fresh, in the caller's dispose scope.</returns>
    public torch.Tensor Multiply(torch.Tensor spectrum, Displacement displacement)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        var result = torch.empty_like(spectrum);
        Multiply(spectrum, [displacement], [result]);
        return result;
    }

    /// <summary>Computes T_j S for several displacements j into tensors that are there; S is read once, and H is computed once for neighbours at one distance.</summary>
    /// <param name="spectrum">S, complex, <c>[rows, columns]</c>, FFT order.</param>
    /// <param name="displacements">s and z of each.</param>
    /// <param name="results">Takes the products: of the shape and dtype of S, changed; they share no memory with S or with each other.</param>
    public void Multiply(torch.Tensor spectrum, IReadOnlyList<Displacement> displacements, IReadOnlyList<torch.Tensor> results)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(displacements);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfNotEqual(results.Count, displacements.Count);
        if (_fused.Takes(spectrum) && results.All(_fused.Takes))
        {
            _fused.Multiply(spectrum, displacements, results);
            return;
        }

        foreach (var (displacement, result) in displacements.Zip(results))
        {
            using var scope = torch.NewDisposeScope();
            result.copy_(spectrum * Function(displacement));
        }
    }

    /// <summary>Computes i w S, w = Σ w_p ṗ: what T turns into the tangent of T S.</summary>
    /// <param name="spectrum">S, complex, <c>[rows, columns]</c>, FFT order.</param>
    /// <param name="tangent">ṗ, in metres.</param>
    /// <returns>Complex, fresh, in the caller's dispose scope.</returns>
    public torch.Tensor Turn(torch.Tensor spectrum, Displacement tangent)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        using var scope = torch.NewDisposeScope();
        var slope = (_propagator.AxialPhase * tangent.Z - 2 * Math.PI * (_fx * tangent.X + _fy * tangent.Y)).to(_realType);
        return (spectrum * torch.complex(torch.zeros_like(slope), slope)).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="Multiply(torch.Tensor, Displacement)"/>: adds T* G to a sum, and computes on the way the derivatives by the displacement.</summary>
    /// <param name="cotangent">G = F{g}, complex, <c>[rows, columns]</c>.</param>
    /// <param name="displacement">s and z.</param>
    /// <param name="sum">Takes T* G; complex, <c>[rows, columns]</c>, changed.</param>
    /// <param name="spectrum">S, where the derivatives are wanted; null where not.</param>
    /// <returns>Re Σ conj(G) i w_p T S / N for each p, N the number of samples; zeros without S.</returns>
    public Displacement Gather(torch.Tensor cotangent, Displacement displacement, torch.Tensor sum, torch.Tensor? spectrum) =>
        Gather([cotangent], [displacement], sum, spectrum)[0];

    /// <summary>As <see cref="Gather(torch.Tensor, Displacement, torch.Tensor, torch.Tensor)"/> for several G_j and displacements, which share S and the sum: both are read once.</summary>
    /// <param name="cotangents">G_j, complex, each <c>[rows, columns]</c>.</param>
    /// <param name="displacements">s and z of each.</param>
    /// <param name="sum">Takes Σ_j T_j* G_j; complex, <c>[rows, columns]</c>, changed.</param>
    /// <param name="spectrum">S, where the derivatives are wanted; null where not.</param>
    /// <returns>The derivatives by each displacement.</returns>
    public IReadOnlyList<Displacement> Gather(
        IReadOnlyList<torch.Tensor> cotangents, IReadOnlyList<Displacement> displacements, torch.Tensor sum, torch.Tensor? spectrum)
    {
        ArgumentNullException.ThrowIfNull(cotangents);
        ArgumentNullException.ThrowIfNull(displacements);
        ArgumentNullException.ThrowIfNull(sum);
        ArgumentOutOfRangeException.ThrowIfNotEqual(cotangents.Count, displacements.Count);
        return cotangents.All(_fused.Takes) && _fused.Takes(sum) && (spectrum is null || _fused.Takes(spectrum))
            ? _fused.Gather(cotangents, displacements, sum, spectrum)
            : [.. cotangents.Zip(displacements, (cotangent, displacement) => GatherOne(cotangent, displacement, sum, spectrum))];
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _propagator.Dispose();
        _fx.Dispose();
        _fy.Dispose();
    }

    private Displacement GatherOne(torch.Tensor cotangent, Displacement displacement, torch.Tensor sum, torch.Tensor? spectrum)
    {
        using var scope = torch.NewDisposeScope();
        var returned = cotangent * Function(displacement).conj();
        sum.add_(returned);
        if (spectrum is null)
        {
            return default;
        }

        // Re(conj(A) i S) = Im(A) Re(S) − Re(A) Im(S)
        var (a, s) = (torch.view_as_real(returned.resolve_conj()), torch.view_as_real(spectrum));
        var twist = (a.select(-1, 1) * s.select(-1, 0)).addcmul_(a.select(-1, 0), s.select(-1, 1), value: -1).to(torch.ScalarType.Float64) / spectrum.numel();
        double Sum(torch.Tensor weight) => (twist * weight).sum().item<double>();
        return new Displacement(-2 * Math.PI * Sum(_fx), -2 * Math.PI * Sum(_fy), Sum(_propagator.AxialPhase));
    }

    private torch.Tensor Function(Displacement displacement)
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor Scalar(double value) => torch.tensor(value, torch.ScalarType.Float64, _fx.device);
        return Function(Scalar(displacement.X), Scalar(displacement.Y), Scalar(displacement.Z)).MoveToOuterDisposeScope();
    }
}

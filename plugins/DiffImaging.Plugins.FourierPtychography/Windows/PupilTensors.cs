using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>The pupils of some frames, P(k − δ) = amplitude · σ((R − ρ)/softness) exp(iφ), in tensor operations.</summary>
/// <remarks>φ = −2πz f²/(w + √(w² − f²)) + wavefront + map. All tensors are float64, <c>[frames, modes, rows, columns]</c> of the box or
/// broadcastable to it, and live in the dispose scope in which this was made.</remarks>
internal sealed class PupilTensors
{
    // Far outside any pupil; keeps the root real.
    private const double SmallestSquare = 1e-4;

    private readonly ImagingPoint _point;
    private readonly torch.Tensor _x;          // X, [frames, modes, 1, columns]
    private readonly torch.Tensor _y;          // Y, [frames, modes, rows, 1]
    private readonly torch.Tensor _radius;     // ρ
    private readonly torch.Tensor _edge;       // A
    private readonly torch.Tensor _cosine;     // h
    private readonly torch.Tensor _depth;      // κ
    private readonly torch.Tensor _powersX;    // x^a, [frames, modes, degree + 1, columns]
    private readonly torch.Tensor _powersY;    // y^b, [frames, modes, rows, degree + 1]

    public PupilTensors(ImagingPoint point)
    {
        _point = point;
        var (model, box) = (point.Model, point.Model.Box);
        _x = (Range(box.FirstColumn, box.Columns) - point.Fraction.select(2, 0).unsqueeze(-1)).unsqueeze(2) * model.AspectX;
        _y = (Range(box.FirstRow, box.Rows) - point.Fraction.select(2, 1).unsqueeze(-1)).unsqueeze(3) * model.AspectY;
        var squared = _x.square() + _y.square();
        _radius = squared.clamp_min(1e-12).sqrt();
        _edge = ((PerMode(point.Radius) - _radius) / model.Softness).sigmoid();
        _cosine = (1 - PerMode((model.Bin / point.CutOff).square()) * squared).clamp_min(SmallestSquare).sqrt();
        _depth = squared / (1 + _cosine);
        var scale = PerMode(ImagingPoint.Numbers(point.Stretch, point.Frequency) / model.NominalRadius);
        _powersX = Powers(_x * scale, model.Degree, 2);
        _powersY = Powers(_y * scale, model.Degree, 3);
        Values = Evaluate();
    }

    /// <summary>P, complex128.</summary>
    public torch.Tensor Values { get; }

    /// <summary>All tensors that this consists of.</summary>
    public IReadOnlyList<torch.Tensor> Tensors => [_x, _y, _radius, _edge, _cosine, _depth, _powersX, _powersY, Values];

    /// <summary>Computes d log P, complex128.</summary>
    /// <param name="features">Features of the change, <c>[frames, modes, features]</c>; null for none.</param>
    /// <param name="map">Change of the map in the box, <c>[2, rows, columns]</c>; null for none.</param>
    public torch.Tensor Change(torch.Tensor? features, torch.Tensor? map)
    {
        torch.Tensor real = torch.zeros_like(_radius), imaginary = torch.zeros_like(_radius);
        if (features is not null)
        {
            var slope = (1 - _edge) / _point.Model.Softness;
            real += Of(PupilFeature.S) + slope * (Of(PupilFeature.R) + (Of(PupilFeature.EX) * _x + Of(PupilFeature.EY) * _y) / _radius);
            imaginary += Of(PupilFeature.K) * _depth + (Of(PupilFeature.HX) * _x + Of(PupilFeature.HY) * _y + Of(PupilFeature.H)) / _cosine;
            imaginary += Polynomial(features.narrow(2, PupilFeature.Monomials, features.shape[2] - PupilFeature.Monomials));
        }

        return map is null ? torch.complex(real, imaginary) : torch.complex(real + map.select(0, 1), imaginary + map.select(0, 0));

        torch.Tensor Of(int feature) => features.select(2, feature).unsqueeze(-1).unsqueeze(-1);
    }

    /// <summary>The adjoint of <see cref="Change"/> by the features.</summary>
    /// <param name="change">Cotangent of d log P, complex128.</param>
    /// <returns><c>[frames, modes, features]</c>.</returns>
    public torch.Tensor Features(torch.Tensor change)
    {
        var (real, imaginary) = (change.real, change.imag);
        var slope = real * (1 - _edge) / _point.Model.Softness;
        var outwards = slope / _radius;
        var bent = imaginary / _cosine;
        var monomials = _powersY.transpose(2, 3).matmul(imaginary).matmul(_powersX.transpose(2, 3));
        torch.Tensor[] fixedOnes =
            [Sum(real), Sum(slope), Sum(outwards * _x), Sum(outwards * _y), Sum(imaginary * _depth), Sum(bent * _x), Sum(bent * _y), Sum(bent)];
        return torch.cat([torch.stack(fixedOnes, dim: 2), monomials.flatten(2)], dim: 2);
    }

    private torch.Tensor Evaluate()
    {
        var point = _point;
        var turn = -2 * Math.PI * Math.Pow(point.Model.Bin, 2) * point.Defocus / point.CutOff;
        var stretch = PerMode(ImagingPoint.Numbers(point.Stretch, point.Frequency));
        var phase = PerMode(turn) * _depth + Polynomial(point.Wavefront.reshape(1, 1, -1)) / stretch;
        var amplitude = point.Amplitude.unsqueeze(-1).unsqueeze(-1) * _edge;
        if (point.Map is { } map)
        {
            var cut = BoxOrder.Cut(map, point.Model.Box).to(torch.ScalarType.Float64);
            (phase, amplitude) = (phase + cut.select(0, 0), amplitude * cut.select(0, 1).exp());
        }

        return amplitude * Phasor.Of(phase);
    }

    // Σ C_ba y^b x^a of coefficients [frames, modes, (degree + 1)²].
    private torch.Tensor Polynomial(torch.Tensor coefficients)
    {
        var size = _point.Model.Degree + 1;
        return _powersY.matmul(coefficients.reshape(coefficients.shape[0], coefficients.shape[1], size, size)).matmul(_powersX);
    }

    private torch.Tensor Range(int first, int count) =>
        torch.arange(first, first + count, dtype: torch.ScalarType.Float64, device: _point.Frequency.device);

    private static torch.Tensor Powers(torch.Tensor coordinate, int degree, int dimension)
    {
        var powers = new List<torch.Tensor> { torch.ones_like(coordinate) };
        for (var power = 1; power <= degree; power++)
        {
            powers.Add(powers[^1] * coordinate);
        }

        return torch.cat(powers, dimension);
    }

    private static torch.Tensor PerMode(torch.Tensor value) => value.reshape(1, -1, 1, 1);

    private static torch.Tensor Sum(torch.Tensor tensor) => tensor.sum([2L, 3L]);
}

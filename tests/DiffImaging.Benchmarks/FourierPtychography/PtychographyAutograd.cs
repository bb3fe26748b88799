using DiffImaging.Optics.Pupils;
using TorchSharp;
using TorchSharp.Modules;
using static DiffImaging.Benchmarks.FourierPtychography.PtychographyScene;

namespace DiffImaging.Benchmarks.FourierPtychography;

/// <summary>The same iteration as one would write it well in a script: tensor operations on all LEDs, autograd, torch.optim's Adam.</summary>
/// <remarks>float32; the pupil is evaluated on its box alone, by powers of the coordinates, and windows are cut by one gather.</remarks>
internal sealed class PtychographyAutograd : IStep
{
    private const double Softness = 0.5;
    private const int Degree = 4;

    private readonly int _padding;
    private readonly int _size;                 // of a field
    private readonly double _extent;
    private readonly int _half;
    private readonly int _box;
    private readonly torch.Tensor _places;      // [225, 2] in metres
    private readonly torch.Tensor _basis;       // [modes, 25]
    private readonly torch.Tensor _bins;        // −half … half
    private readonly torch.Tensor _amplitude;
    private readonly Parameter _object;
    private readonly Parameter[] _parameters;
    private readonly Adam _adam;

    public PtychographyAutograd(PtychographyScene scene)
    {
        using var scope = torch.NewDisposeScope();
        (_padding, _size, _extent) = (scene.Padding, scene.FieldSize, scene.FieldSize * Pitch);
        _half = (int)Math.Ceiling(NumericalAperture / Wavelength * _extent + 16 * Softness + 0.5);
        _box = 2 * _half + 1;
        Scales = [.. Parameters.Select(scene.Scale)];
        _places = Spiral().DetachFromDisposeScope();
        _basis = Basis().DetachFromDisposeScope();
        _bins = torch.arange(-_half, _half + 1, dtype: torch.float32).DetachFromDisposeScope();
        _amplitude = scene.Measured.squeeze(1).clamp(1e-6 / Photons).sqrt().DetachFromDisposeScope();
        _object = new Parameter(torch.view_as_real(scene.Start[ObjectKey]).clone());
        _parameters = [.. Parameters.Select((key, index) => new Parameter(scene.Start[key] / Scales[index]))];
        foreach (var tensor in _parameters.Append(_object))
        {
            tensor.DetachFromDisposeScope();
        }

        _adam = torch.optim.Adam([_object, .. _parameters], Rate);
    }

    public string Name => "autograd";

    /// <summary>The parameters' natural scales.</summary>
    public IReadOnlyList<double> Scales { get; }

    public void Run()
    {
        using var scope = torch.NewDisposeScope();
        Evaluate();
        _adam.step();
    }

    /// <summary>Computes the loss, and the gradients of the present point.</summary>
    public (double Loss, torch.Tensor Object, IReadOnlyList<torch.Tensor> Parameters) Evaluate()
    {
        _adam.zero_grad();
        var frequency = Frequencies();
        var whole = frequency.detach().round();
        var window = Windows(whole) * Pupil((frequency - whole).to(torch.float32));
        var padded = torch.nn.functional.pad(window, [0, _size - _box, 0, _size - _box]).roll([-_half, -_half], [1, 2]);
        var intensity = torch.view_as_real(torch.fft.ifft2(padded)).square().sum([-1]).narrow(1, _padding, ImageSize).narrow(2, _padding, ImageSize);
        var loss = (intensity.clamp(1e-6 / Photons).sqrt() - _amplitude).square().sum(torch.float64) * (2 * Photons);
        loss.backward();
        return (loss.item<double>(), _object.grad!, [.. _parameters.Select(parameter => parameter.grad!)]);
    }

    public void Dispose()
    {
        _adam.Dispose();
        foreach (var tensor in _parameters.Concat([_object, _places, _basis, _bins, _amplitude]))
        {
            tensor.Dispose();
        }
    }

    private torch.Tensor Frequencies()
    {
        var (rotation, shift, height) = (_parameters[0] * Scales[0], _parameters[1] * Scales[1], _parameters[2] * Scales[2]);
        var (x, y) = (_places.select(1, 0), _places.select(1, 1));
        var u = rotation.cos() * x - rotation.sin() * y + shift[0];
        var v = rotation.sin() * x + rotation.cos() * y + shift[1];
        var ray = (u.square() + v.square() + height.square()).sqrt();
        return torch.stack([u / ray, v / ray], dim: 1) * (_extent / Wavelength);
    }

    private torch.Tensor Windows(torch.Tensor whole)
    {
        var size = _size * Upsampling;
        var spectrum = torch.fft.fft2(torch.view_as_complex(_object)) / (Upsampling * Upsampling);
        var bins = _bins.to(torch.int64);
        var column = (whole.select(1, 0).to(torch.int64).unsqueeze(1) + bins).remainder(size).unsqueeze(1);
        var row = (whole.select(1, 1).to(torch.int64).unsqueeze(1) + bins).remainder(size).unsqueeze(2);
        return spectrum.flatten().index_select(0, (row * size + column).flatten()).reshape(Leds, _box, _box);
    }

    private torch.Tensor Pupil(torch.Tensor fraction)
    {
        var radius = NumericalAperture / Wavelength * _extent;
        var x = (_bins - fraction.select(1, 0).unsqueeze(1)).unsqueeze(1);
        var y = (_bins - fraction.select(1, 1).unsqueeze(1)).unsqueeze(2);
        var squared = x.square() + y.square();
        var edge = ((radius - squared.clamp_min(1e-12).sqrt()) / Softness).sigmoid();
        var curvature = Wavelength / _extent * (Wavelength / _extent);
        var turn = (_parameters[3] * (-2 * Math.PI * Wavelength / (_extent * _extent) * Scales[3])).to(torch.float32);
        var wavefront = (_parameters[4] * Scales[4]).to(torch.float32).matmul(_basis).reshape(Degree + 1, Degree + 1);
        var phase = turn * (squared / (1 + (1 - curvature * squared).sqrt())) + Powers(y / radius, 2).matmul(wavefront).matmul(Powers(x / radius, 1));
        return torch.complex(edge * phase.cos(), edge * phase.sin());
    }

    private static torch.Tensor Powers(torch.Tensor coordinate, int dimension)
    {
        List<torch.Tensor> powers = [torch.ones_like(coordinate)];
        for (var power = 1; power <= Degree; power++)
        {
            powers.Add(powers[^1] * coordinate);
        }

        return torch.cat(powers, dimension);
    }

    // Monomials by a fit on a few points: the modes are polynomials.
    private static torch.Tensor Basis()
    {
        var axis = torch.linspace(-1, 1, Degree + 1, dtype: torch.float64);
        var (x, y) = (axis.unsqueeze(0).expand(Degree + 1, -1).flatten(), axis.unsqueeze(1).expand(-1, Degree + 1).flatten());
        var monomials = (from b in Enumerable.Range(0, Degree + 1) from a in Enumerable.Range(0, Degree + 1) select x.pow(a) * y.pow(b)).ToArray();
        var values = torch.stack(Modes.Select(mode => Zernike.Evaluate(mode, x, y)), dim: 1);
        return torch.linalg.solve(torch.stack(monomials, dim: 1), values).transpose(0, 1).to(torch.float32).contiguous();
    }

    private static torch.Tensor Spiral()
    {
        var places = new List<double>();
        var (x, y) = (0, 0);
        for (var leg = 0; places.Count < 2 * Leds; leg++)
        {
            for (var step = 0; step <= leg / 2 && places.Count < 2 * Leds; step++)
            {
                places.AddRange([x * LedPitch, y * LedPitch]);
                var sign = leg / 2 % 2 == 0 ? 1 : -1;
                (x, y) = leg % 2 == 0 ? (x + sign, y) : (x, y + sign);
            }
        }

        return torch.tensor(places.ToArray(), torch.float64).reshape(Leds, 2).clone();
    }
}

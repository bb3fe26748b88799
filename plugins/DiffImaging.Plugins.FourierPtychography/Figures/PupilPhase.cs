using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Pupils;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Figures;

/// <summary>Phase of the pupil on the axis at the nominal wavelength, on a square grid over its disc.</summary>
/// <remarks>φ = −2πz f²/(w + √(w² − f²)) + wavefront + map; row by row, the middle pixel at frequency 0, not a number outside the NA.</remarks>
internal sealed class PupilPhase
{
    /// <summary>Pixels along each side; odd, so that frequency 0 is one.</summary>
    public const int Size = 257;

    private const double Margin = 1.04;

    private readonly double[] _wavefront;
    private readonly double[] _defocus;

    /// <summary>Reads the pupil of a point; its tensors are not kept.</summary>
    public PupilPhase(ImagingPoint point)
    {
        var model = point.Model;
        var (radius, cutOff, defocus) = (First(point.Radius), First(point.CutOff), First(point.Defocus));
        var map = point.Map is { } given ? Numbers(given.select(0, 0)) : null;
        var coefficients = Numbers(point.Wavefront);
        Pitch = 2 * Margin * radius * model.Bin / (Size - 1);
        _wavefront = new double[Size * Size];
        _defocus = new double[Size * Size];
        for (var index = 0; index < _wavefront.Length; index++)
        {
            var (x, y) = ((index % Size - Size / 2) * Pitch / model.Bin, (index / Size - Size / 2) * Pitch / model.Bin);
            if (x * x + y * y > radius * radius)
            {
                (_wavefront[index], _defocus[index]) = (double.NaN, double.NaN);
                continue;
            }

            var squared = (x * x + y * y) * model.Bin * model.Bin;
            _defocus[index] = -2 * Math.PI * defocus * squared / (cutOff + Math.Sqrt(Math.Max(cutOff * cutOff - squared, 0)));
            _wavefront[index] = PupilPolynomial.Evaluate(coefficients, model.Degree, x / model.NominalRadius, y / model.NominalRadius) + OnMap(map, model, x, y);
        }
    }

    /// <summary>Pitch of the grid, in 1/m.</summary>
    public double Pitch { get; }

    /// <summary>The phase in rad without that of the defocus, its mean removed.</summary>
    public float[] WithoutDefocus => Centred(_wavefront);

    /// <summary>The whole phase in rad, its mean removed.</summary>
    public float[] Whole => Centred([.. _wavefront.Zip(_defocus, (wavefront, defocus) => wavefront + defocus)]);

    /// <summary>Root mean square of what is a number.</summary>
    public static double Rms(float[] phase) => Math.Sqrt(phase.Where(float.IsFinite).Average(value => (double)value * value));

    /// <summary>Removes mean and tilt, which move the object and no more.</summary>
    /// <param name="phase">On the grid of this class.</param>
    public static float[] WithoutTilt(float[] phase)
    {
        (double X, double Y, double Phase)[] inside = [.. phase.Select((value, index) => ((double)(index % Size - Size / 2), (double)(index / Size - Size / 2), (double)value))
            .Where(pixel => double.IsFinite(pixel.Item3))];

        // The disc is symmetric: the ramps are orthogonal to each other and to the mean.
        var mean = inside.Average(pixel => pixel.Phase);
        var slopeX = inside.Sum(pixel => pixel.X * pixel.Phase) / inside.Sum(pixel => pixel.X * pixel.X);
        var slopeY = inside.Sum(pixel => pixel.Y * pixel.Phase) / inside.Sum(pixel => pixel.Y * pixel.Y);
        return [.. phase.Select((value, index) => (float)(value - mean - slopeX * (index % Size - Size / 2) - slopeY * (index / Size - Size / 2)))];
    }

    private static float[] Centred(double[] phase)
    {
        var mean = phase.Where(double.IsFinite).Average();
        return [.. phase.Select(value => (float)(value - mean))];
    }

    // The nearest bin; the map lies on bins of the image's spectrum in FFT order.
    private static double OnMap(double[]? map, ImagingModel model, double x, double y)
    {
        if (map is null)
        {
            return 0;
        }

        var (rows, columns) = (model.Image.Rows, model.Image.Columns);
        var row = ((int)Math.Round(y / model.AspectY) % rows + rows) % rows;
        var column = ((int)Math.Round(x / model.AspectX) % columns + columns) % columns;
        return map[row * columns + column];
    }

    private static double First(torch.Tensor tensor) => Numbers(tensor)[0];

    private static double[] Numbers(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.to(torch.ScalarType.Float64).cpu().reshape(-1).contiguous().data<double>().ToArray();
    }
}

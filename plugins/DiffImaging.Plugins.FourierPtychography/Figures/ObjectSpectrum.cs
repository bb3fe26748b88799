using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Figures;

/// <summary>Power of an object's spectrum, frequency 0 in the middle, and how far out it stands above its floor.</summary>
internal sealed class ObjectSpectrum
{
    // A ring counts where its mean power is at least this often the floor's: an amplitude of twice the noise's.
    private const double ClearRatio = 4;

    // Rounding of single precision stays far below this share of the mean power of all bins.
    private const double Rounding = 1e-12;

    private readonly double[] _power;

    /// <param name="transmittance">The object, complex, <c>[rows, columns]</c>; borrowed.</param>
    /// <param name="pitch">Pitch of its samples, in metres.</param>
    public ObjectSpectrum(torch.Tensor transmittance, double pitch)
    {
        using var scope = torch.NewDisposeScope();
        Grid = new SamplingGrid((int)transmittance.shape[0], (int)transmittance.shape[1], pitch);
        var spectrum = torch.fft.fftshift(torch.fft.fft2(transmittance.to(torch.ScalarType.ComplexFloat64)));
        _power = spectrum.abs().square().cpu().reshape(-1).contiguous().data<double>().ToArray();
    }

    /// <summary>Grid of the object.</summary>
    public SamplingGrid Grid { get; }

    /// <summary>A bin along x, in 1/m.</summary>
    public double BinX => 1 / Grid.Width;

    /// <summary>A bin along y, in 1/m.</summary>
    public double BinY => 1 / Grid.Height;

    /// <summary>Power in dB below the largest, row by row; not above zero and not below −120 dB.</summary>
    public float[] Decibels()
    {
        var largest = Math.Max(_power.Max(), double.Epsilon);
        return [.. _power.Select(power => (float)(10 * Math.Log10(Math.Max(power / largest, Rounding))))];
    }

    /// <summary>Finds the radius up to which every ring of one bin has at least four times the mean power of the bins outside a radius.</summary>
    /// <param name="outside">Where the floor begins, in 1/m.</param>
    /// <returns>The outer radius of the last such ring in 1/m, at most <paramref name="outside"/>; not a number where no bin lies outside.</returns>
    public double Extent(double outside)
    {
        var width = Math.Max(BinX, BinY);
        var rings = new (double Power, int Count)[(int)Math.Ceiling(outside / width) + 1];
        var (floor, beyond) = (0.0, 0);
        for (var index = 0; index < _power.Length; index++)
        {
            var (x, y) = ((index % Grid.Columns - Grid.Columns / 2) * BinX, (index / Grid.Columns - Grid.Rows / 2) * BinY);
            var radius = Math.Sqrt(x * x + y * y);
            if (radius > outside + width)
            {
                (floor, beyond) = (floor + _power[index], beyond + 1);
            }
            else if (radius <= outside)
            {
                var ring = (int)(radius / width);
                rings[ring] = (rings[ring].Power + _power[index], rings[ring].Count + 1);
            }
        }

        if (beyond == 0)
        {
            return double.NaN;
        }

        var least = Math.Max(ClearRatio * floor / beyond, Rounding * _power.Average());
        var clear = 0;
        while (clear < rings.Length && rings[clear].Count > 0 && rings[clear].Power >= least * rings[clear].Count)
        {
            clear++;
        }

        return Math.Min(clear * width, outside);
    }
}

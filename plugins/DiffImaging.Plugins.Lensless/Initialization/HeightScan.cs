using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Lensless.Modalities;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>Finds the distance of one height: back-propagates its frames over a range and takes where they are sharpest together.</summary>
/// <remarks>The measure is the standard deviation over the mean of the modulus of the complex gradient [zhang2017], summed over the frames.
/// Of eight measures it was the only one that never failed.</remarks>
internal sealed class HeightScan(SamplingGrid grid, Light light, int margin, LenslessSuperResolutionOptions options, StageContext context) : IDisposable
{
    private readonly AngularSpectrum _propagator = new(grid, light, context);

    // A part of the sensor's field at each side that the edge disturbs.
    private const int BorderShare = 16;

    /// <summary>Scans.</summary>
    /// <param name="departures">Fields at the sensor less the empty one, complex, <c>[frames, rows, columns]</c> with margin.</param>
    /// <param name="height">Index of the height.</param>
    /// <param name="cancellation">Cancels the scan.</param>
    public ScanCurve Run(torch.Tensor departures, int height, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var nominal = options.Distance.Nominal[height];
        var (from, to) = (Math.Max(0.1 * nominal, nominal - options.Scan.Reach), nominal + options.Scan.Reach);
        if (options.Distance.Bounds is [var lower, var upper])
        {
            (from, to) = (Math.Max(from, lower), Math.Min(to, upper));
        }

        var aperture = Math.Min(0.95, grid.Nyquist / light.CutOff);
        var step = options.Scan.Step ?? light.MediumWavelength / (4 * aperture * aperture);
        var count = Math.Clamp((int)Math.Ceiling((to - from) / step) + 1, 3, 2000);
        double[] positions = [.. Enumerable.Range(0, count).Select(index => from + index * (to - from) / (count - 1))];
        var spectra = _propagator.Enter(departures);
        double[] values = [.. positions.Select(position => Sharpness(spectra, position, cancellation))];
        return new ScanCurve(LenslessKeys.Distance, "m", $"gradient contrast, height {height}", positions, values, Peak(positions, Trend.Remove(values)));
    }

    /// <inheritdoc />
    public void Dispose() => _propagator.Dispose();

    private double Sharpness(torch.Tensor spectra, double distance, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = torch.NewDisposeScope();
        var transfer = _propagator.TransferFunction(torch.tensor(-distance, torch.ScalarType.Float64, spectra.device));
        var border = margin + Math.Min(grid.Rows, grid.Columns) / BorderShare;
        var field = Margin.Remove(_propagator.Leave(spectra * transfer), border);
        var (rows, columns) = (field.shape[1] - 1, field.shape[2] - 1);
        var corner = field.narrow(1, 0, rows).narrow(2, 0, columns);
        var gradient = (Square(field.narrow(1, 1, rows).narrow(2, 0, columns) - corner) + Square(field.narrow(1, 0, rows).narrow(2, 1, columns) - corner)).sqrt().reshape(field.shape[0], -1);
        return (gradient.std([1]) / gradient.mean([1]).clamp_min(1e-30)).sum(torch.ScalarType.Float64).item<double>();
    }

    private static torch.Tensor Square(torch.Tensor field) => torch.view_as_real(field).square().sum([-1]);

    // The vertex of the parabola through the largest value that is no end of the range: a slope goes on beyond it, a focus does not.
    private static double Peak(double[] positions, double[] values)
    {
        var inside = Enumerable.Range(1, values.Length - 2).Where(index => values[index] >= values[index - 1] && values[index] >= values[index + 1]).ToList();
        if (inside.Count == 0)
        {
            return positions[Array.IndexOf(values, values.Max())];
        }

        var best = inside.MaxBy(index => values[index]);
        return positions[best] + Parabola.Vertex(values[best - 1], values[best], values[best + 1]) * (positions[1] - positions[0]);
    }
}

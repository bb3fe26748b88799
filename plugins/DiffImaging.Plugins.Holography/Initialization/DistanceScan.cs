using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>Back-propagates a field over a range of distances and takes the sharpest.</summary>
internal sealed class DistanceScan(AngularSpectrum propagator, DistanceScanOptions options, SharpnessMeasure fallback, double defaultStep, double border = DistanceScan.BorderShare)
{
    /// <summary>A sixteenth of the field at each side carries the wrap-around of the FFT, and is not looked at.</summary>
    public const double BorderShare = 1 / 16.0;

    private const int MostPlanes = 2000;

    /// <summary>Scans.</summary>
    /// <param name="departure">Field at the sensor without its background, complex, <c>[rows, columns]</c>.</param>
    /// <param name="background">The background, a constant field.</param>
    /// <param name="range">First and last distance, in metres.</param>
    /// <param name="parameter">Key of the distance, for the report.</param>
    /// <param name="effective">Turns a distance into the one to propagate by.</param>
    /// <param name="cancellation">Cancels the scan.</param>
    /// <returns>One curve for each measure, the deciding one first.</returns>
    public IReadOnlyList<ScanCurve> Run(
        torch.Tensor departure, double background, ParameterBounds range, string parameter, Func<double, double> effective, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var decisive = options.Measure ?? fallback;
        SharpnessMeasure[] measures = [decisive, .. Enum.GetValues<SharpnessMeasure>().Where(measure => measure != decisive)];
        var step = options.Step ?? defaultStep;
        var count = Math.Clamp((int)Math.Round((range.Upper - range.Lower) / step) + 1, 3, MostPlanes);
        double[] positions = [.. Enumerable.Range(0, count).Select(index => range.Lower + index * (range.Upper - range.Lower) / (count - 1))];
        var values = measures.ToDictionary(measure => measure, _ => new double[count]);
        var spectrum = propagator.Enter(departure);
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = torch.NewDisposeScope();
            var distance = torch.tensor(-effective(positions[index]), torch.ScalarType.Float64, device: spectrum.device);
            var back = propagator.Leave(spectrum * propagator.TransferFunction(distance));
            var inside = Margin.Remove(back, (int)(Math.Min(back.shape[0], back.shape[1]) * border));
            foreach (var measure in measures)
            {
                values[measure][index] = Sharpness.Evaluate(measure, inside + background, inside, options.Blur);
            }
        }

        return [.. measures.Select(measure => new ScanCurve(parameter, "m", KebabCase.From(measure.ToString()), positions, values[measure], Peak(positions, Decisive(measure, values[measure]))))];
    }

    // The other measures have broad peaks, which are not to be taken for a trend.
    private static double[] Decisive(SharpnessMeasure measure, double[] values) =>
        measure == SharpnessMeasure.GradientContrast ? Trend.Remove(values) : values;

    // The vertex of the parabola through the largest value and its neighbours.
    private static double Peak(double[] positions, double[] values)
    {
        var best = Array.IndexOf(values, values.Max());
        if (best <= 0 || best >= values.Length - 1)
        {
            return positions[Math.Clamp(best, 0, values.Length - 1)];
        }

        var (left, centre, right) = (values[best - 1], values[best], values[best + 1]);
        var curvature = left - 2 * centre + right;
        return curvature < 0 ? positions[best] + 0.5 * (left - right) / curvature * (positions[1] - positions[0]) : positions[best];
    }
}

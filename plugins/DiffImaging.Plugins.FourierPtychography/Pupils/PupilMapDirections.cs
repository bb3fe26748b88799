using DiffImaging.Plugins.FourierPtychography.Model;

namespace DiffImaging.Plugins.FourierPtychography.Pupils;

/// <summary>What a free-form pupil must not contain, as it belongs to other variables: functions on the nominal disc, zero beyond it.</summary>
/// <remarks>A map is <c>[2, rows, columns]</c>, phase and log-amplitude, FFT order, of the image's whole bins; a bin is on the disc where x² + y² ≤ 1, x and y
/// its frequency over the nominal cut-off NA/λ. Wavefronts are Noll's polynomials there (<see cref="PupilPolynomial"/>), the defocus is ρ²/(1 + √(1 − (ρ NA/n)²)).</remarks>
internal static class PupilMapDirections
{
    /// <summary>Piston and tilts of the phase, which the object takes up.</summary>
    public static IReadOnlyList<double[]> Tilts(ImagingModel model) => [Phase(model, (_, _) => 1), Phase(model, (x, _) => x), Phase(model, (_, y) => y)];

    /// <summary>The phase of a defocus.</summary>
    public static IReadOnlyList<double[]> Defocus(ImagingModel model)
    {
        var sine = model.NumericalAperture / model.RefractiveIndex;
        return [Phase(model, (x, y) => (x * x + y * y) / (1 + Math.Sqrt(1 - (x * x + y * y) * sine * sine)))];
    }

    /// <summary>The wavefront's modes.</summary>
    public static IReadOnlyList<double[]> Wavefront(ImagingModel model) => [.. model.Zernikes.Select(mode => Mode(model, mode))];

    /// <summary>A constant of the log-amplitude.</summary>
    public static IReadOnlyList<double[]> Amplitude(ImagingModel model) => [On(model, 1, (_, _) => 1)];

    private static double[] Mode(ImagingModel model, int mode)
    {
        var coefficients = PupilPolynomial.Monomials(mode, model.Degree);
        return Phase(model, (x, y) => PupilPolynomial.Evaluate(coefficients, model.Degree, x, y));
    }

    private static double[] Phase(ImagingModel model, Func<double, double, double> function) => On(model, 0, function);

    private static double[] On(ImagingModel model, int plane, Func<double, double, double> function)
    {
        var (rows, columns) = (model.Image.Rows, model.Image.Columns);
        var result = new double[2 * rows * columns];
        for (var row = 0; row < rows; row++)
        {
            var y = Signed(row, rows) * model.AspectY / model.NominalRadius;
            for (var column = 0; column < columns; column++)
            {
                var x = Signed(column, columns) * model.AspectX / model.NominalRadius;
                if (x * x + y * y <= 1)
                {
                    result[(plane * rows + row) * columns + column] = function(x, y);
                }
            }
        }

        return result;
    }

    private static int Signed(int index, int size) => index < (size + 1) / 2 ? index : index - size;
}

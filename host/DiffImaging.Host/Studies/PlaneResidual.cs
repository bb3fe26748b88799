using TorchSharp;

namespace DiffImaging.Host.Studies;

/// <summary>What values over positions in a plane leave of the plane a + b x + c y that fits them best by least squares.</summary>
internal static class PlaneResidual
{
    private const int Unknowns = 3;

    /// <returns>The residuals, enlarged by √(n/(n − 3)): of independent values of one variance they have this variance on average. NaN for three values or fewer, or positions on a line.</returns>
    public static double[] Of(IReadOnlyList<IReadOnlyList<double>> positions, IReadOnlyList<double> values)
    {
        if (values.Count <= Unknowns || values.Any(double.IsNaN))
        {
            return [.. values.Select(_ => double.NaN)];
        }

        using var scope = torch.NewDisposeScope();
        var basis = torch.tensor([.. positions.SelectMany(position => new[] { 1, position[0], position[1] })], torch.ScalarType.Float64).reshape(-1, Unknowns);
        if (torch.linalg.matrix_rank(basis).item<long>() < Unknowns)
        {
            return [.. values.Select(_ => double.NaN)];
        }

        var (columns, _) = torch.linalg.qr(basis);
        var given = torch.tensor([.. values], torch.ScalarType.Float64);
        var left = given - columns.mv(columns.transpose(0, 1).mv(given));
        return (left * Math.Sqrt(values.Count / (values.Count - (double)Unknowns))).data<double>().ToArray();
    }
}

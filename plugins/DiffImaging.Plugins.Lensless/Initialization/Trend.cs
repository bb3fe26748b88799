namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>Takes the slow trend off a scan's curve, so that a narrow peak on a slope is found.</summary>
/// <remarks>With the distance the diffraction pattern of a dense object grows beyond its geometric rim, and the contrast of its
/// gradient changes slowly for that reason alone; the focus is a narrow peak on top.</remarks>
internal static class Trend
{
    private const int Degree = 3;

    // Fewer values hold no more than a straight line beside a peak.
    private const int FewValues = 16;

    /// <summary>Returns the values without their least-squares polynomial of the third degree, of few values of the first.</summary>
    /// <param name="values">Values at equal steps.</param>
    public static double[] Remove(double[] values)
    {
        var rest = (double[])values.Clone();
        var basis = new List<double[]>();
        for (var degree = 0; degree <= Math.Min(values.Length < FewValues ? 1 : Degree, values.Length - 2); degree++)
        {
            double[] power = [.. Enumerable.Range(0, values.Length).Select(index => Math.Pow(2.0 * index / (values.Length - 1) - 1, degree))];
            foreach (var earlier in basis)
            {
                Subtract(power, earlier);
            }

            basis.Add(power);
            Subtract(rest, power);
        }

        return rest;
    }

    // Takes off what of the values lies along a direction.
    private static void Subtract(double[] values, double[] direction)
    {
        var share = Dot(values, direction) / Dot(direction, direction);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] -= share * direction[index];
        }
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();
}

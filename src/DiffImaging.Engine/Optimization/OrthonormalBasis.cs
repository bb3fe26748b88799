namespace DiffImaging.Engine.Optimization;

/// <summary>Orthonormal directions b of a vector space: what is left of a vector across them is v − Σ b bᵀv.</summary>
/// <remarks>By modified Gram–Schmidt, each direction twice. In managed code and in one order, so that a resumed run finds the same bits.</remarks>
internal sealed class OrthonormalBasis
{
    // What is left of a direction beyond this share of it is rounding: the directions before span it.
    private const double LeastShare = 1e-8;

    private OrthonormalBasis(IReadOnlyList<double[]> directions) => Directions = directions;

    /// <summary>The directions.</summary>
    public IReadOnlyList<double[]> Directions { get; }

    /// <summary>Makes directions orthonormal; those that depend on the ones before, or are zero, are left out.</summary>
    /// <param name="directions">All of one length; they are copied.</param>
    public static OrthonormalBasis Of(IEnumerable<double[]> directions)
    {
        var found = new List<double[]>();
        foreach (var direction in directions)
        {
            var size = Length(direction);
            var rest = (double[])direction.Clone();
            Remove(found, rest);
            Remove(found, rest);
            var left = Length(rest);
            if (left > LeastShare * size)
            {
                found.Add([.. rest.Select(value => value / left)]);
            }
        }

        return new OrthonormalBasis(found);
    }

    /// <summary>The space of the same directions among the elements that are not held.</summary>
    /// <param name="held">Elements that do not move.</param>
    public OrthonormalBasis Without(ReadOnlySpan<bool> held)
    {
        var isHeld = held.ToArray();
        return Of(Directions.Select(direction => direction.Select((value, index) => isHeld[index] ? 0 : value).ToArray()));
    }

    /// <summary>v ← v − Σ b bᵀv.</summary>
    public void Remove(Span<double> vector) => Remove(Directions, vector);

    private static void Remove(IReadOnlyList<double[]> directions, Span<double> vector)
    {
        foreach (var direction in directions)
        {
            var share = Dot(direction, vector);
            for (var index = 0; index < vector.Length; index++)
            {
                vector[index] -= share * direction[index];
            }
        }
    }

    private static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var index = 0; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }
}

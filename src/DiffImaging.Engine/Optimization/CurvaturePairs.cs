using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>The last moves s and changes of the gradient y of a quasi-Newton method, and the product with the inverse Hessian that they make of a first one.</summary>
/// <remarks>The two-loop recursion of limited-memory BFGS, [nocedal2006], algorithm 7.4. A pair that does not see positive curvature is left out.</remarks>
internal sealed class CurvaturePairs(int most) : IDisposable
{
    // sᵀy below this share of |s||y| is rounding.
    private const double LeastCosine = 1e-10;

    private readonly List<(JointPoint Move, JointPoint Change)> _pairs = [];

    /// <summary>Number of pairs.</summary>
    public int Count => _pairs.Count;

    /// <summary>Adds a pair and forgets the oldest beyond the most.</summary>
    /// <param name="move">s; owned from then on.</param>
    /// <param name="change">y; owned from then on.</param>
    public void Add(JointPoint move, JointPoint change)
    {
        var product = JointSpace.Dot(move, change);
        if (!(product > LeastCosine * Math.Sqrt(JointSpace.Dot(move, move) * JointSpace.Dot(change, change))))
        {
            move.Dispose();
            change.Dispose();
            return;
        }

        _pairs.Add((move, change));
        if (_pairs.Count > most)
        {
            _pairs[0].Move.Dispose();
            _pairs[0].Change.Dispose();
            _pairs.RemoveAt(0);
        }
    }

    /// <summary>Computes H g.</summary>
    /// <param name="gradient">g.</param>
    /// <param name="first">Applies H₀ to a vector; its result is disposed here.</param>
    /// <returns>The product; the caller disposes it.</returns>
    public JointPoint Multiply(JointPoint gradient, Func<JointPoint, JointPoint> first)
    {
        using var rest = gradient.Clone();
        var shares = new double[_pairs.Count];
        for (var index = _pairs.Count - 1; index >= 0; index--)
        {
            var (move, change) = _pairs[index];
            shares[index] = JointSpace.Dot(move, rest) / JointSpace.Dot(move, change);
            JointSpace.Add(rest, change, -shares[index]);
        }

        var result = first(rest);
        Scale(result, first);
        for (var index = 0; index < _pairs.Count; index++)
        {
            var (move, change) = _pairs[index];
            JointSpace.Add(result, move, shares[index] - JointSpace.Dot(change, result) / JointSpace.Dot(move, change));
        }

        return result;
    }

    /// <summary>Forgets all pairs.</summary>
    public void Clear()
    {
        foreach (var (move, change) in _pairs)
        {
            move.Dispose();
            change.Dispose();
        }

        _pairs.Clear();
    }

    /// <summary>The pairs, oldest first; borrowed.</summary>
    public IEnumerable<(JointPoint Move, JointPoint Change)> Pairs => _pairs;

    /// <inheritdoc />
    public void Dispose() => Clear();

    // H₀ as large as the last pair sees it: sᵀy / yᵀH₀y.
    private void Scale(JointPoint result, Func<JointPoint, JointPoint> first)
    {
        if (_pairs.Count == 0)
        {
            return;
        }

        var (move, change) = _pairs[^1];
        using var product = first(change);
        JointSpace.Scale(result, JointSpace.Dot(move, change) / JointSpace.Dot(change, product));
    }
}

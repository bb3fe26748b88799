using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>How far to go along a direction: by bisection until the conditions of Wolfe hold, or where the way has been cut off, or a parameter has met its bound, that of Armijo alone.</summary>
/// <remarks>J(x + t p) ≤ J(x) + 10⁻⁴ ⟨∇J(x), x⁺ − x⟩ and ⟨∇J(x⁺), p⟩ ≥ 0.9 ⟨∇J(x), p⟩. Sources: [nocedal2006], chapter 3; [lewis2013].</remarks>
/// <param name="objective">The objective, with the moves that constraints, gauges and bounds allow.</param>
/// <param name="point">Values of every variable; left where the search ends.</param>
internal sealed class WolfeSearch(SmoothObjective objective, JointPoint point)
{
    private const double Decrease = 1e-4;
    private const double Flatness = 0.9;
    private const int Trials = 20;

    // Of a step: what is less was rounded off, not cut off.
    private const double Rounding = 1e-5;

    /// <summary>Searches. Leaves the point where the conditions hold, or at the last that lowered the objective far enough.</summary>
    /// <param name="from">Where the search begins.</param>
    /// <param name="start">The objective there.</param>
    /// <param name="direction">A direction of descent, parameters in natural scales.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    /// <returns>The objective where the point is left, which the caller disposes; null, with the point anywhere, where nothing lowered it.</returns>
    public ObjectiveValue? Find(JointPoint from, ObjectiveValue start, JointPoint direction, int iteration)
    {
        var slope = JointSpace.Dot(start.Gradient, direction);
        var farthest = objective.Parameters.Reach(from, objective.Parameters.Flatten(direction));
        var (low, high, share) = (0.0, double.PositiveInfinity, Math.Min(1, farthest));
        ObjectiveValue? best = null;
        for (var trial = 0; trial < Trials; trial++)
        {
            objective.Move(point, from, direction, share);
            var value = objective.Evaluate(point, iteration);
            using var way = objective.Displacement(from, point);
            if (!(value.Value < start.Value && value.Value <= start.Value + Decrease * JointSpace.Dot(start.Gradient, way)))
            {
                value.Dispose();
                high = share;
            }
            else
            {
                best?.Dispose();
                (best, low) = (value, share);
                if (JointSpace.Dot(value.Gradient, direction) >= Flatness * slope || share >= farthest || IsCut(way, direction, share))
                {
                    return best;
                }
            }

            share = double.IsFinite(high) ? (low + high) / 2 : Math.Min(2 * low, farthest);
        }

        if (best is not null)
        {
            objective.Move(point, from, direction, low);
        }

        return best;
    }

    private static bool IsCut(JointPoint way, JointPoint direction, double share)
    {
        using var difference = way.Clone();
        JointSpace.Add(difference, direction, -share);
        return JointSpace.Dot(difference, difference) > Rounding * Rounding * JointSpace.Dot(way, way);
    }
}

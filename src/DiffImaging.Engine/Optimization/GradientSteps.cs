using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>The steps t of a proximal gradient, one for each object variable: given, or 1 over the largest eigenvalue of the Gauss–Newton matrix where the phase begins.</summary>
/// <remarks>With L the fidelity alone, L(y⁺) ≤ L(y) + ⟨∇L(y), y⁺ − y⟩ + ‖y⁺ − y‖² / (2 t) holds while no curvature along the way exceeds 1/t. Where the next fidelity says that it did, the steps shrink:
/// a likelihood of photons curves more where it gets dark than where it began. As long as it did not, that costs no evaluation. A step that was given is taken at its word.</remarks>
internal sealed class GradientSteps(JointProblem problem, JointPoint point, PhaseOptions options, IReadOnlyCollection<string> keys)
{
    // The estimate of a largest eigenvalue is a little too small.
    private const double Tolerated = 1.5;

    // What one rise tells of the curvature beyond a singularity is no curvature.
    private const double LargestCorrection = 8;

    // Of the fidelity, or of one for each pixel where terms cancel: what single precision makes of it, which near the optimum is more than an iteration gains.
    private const double Rounding = 1e-6;

    private readonly Dictionary<string, double> _steps = [];
    private double _shrink = 1;
    private (double Fidelity, double Rise, double Square)? _expected;

    /// <summary>Whether the steps follow the curvature that is met.</summary>
    public bool AreCorrected => options.Step <= 0;

    /// <summary>Whether something is expected of the next fidelity.</summary>
    public bool IsExpecting => _expected is not null;

    /// <summary>The step of a variable.</summary>
    public double this[string key] => _steps[key] * _shrink;

    /// <summary>Estimates the steps that are not known yet.</summary>
    public void Estimate()
    {
        foreach (var key in keys.Where(key => !_steps.ContainsKey(key)))
        {
            // Several object variables share the curvature: the sum of their eigenvalues bounds the joint one.
            _steps[key] = options.Step > 0
                ? options.Step
                : 1 / Math.Max(keys.Count * Curvature.Largest(problem, point, key), 1e-300);
        }
    }

    /// <summary>Notes what bounds the next fidelity.</summary>
    /// <param name="fidelity">L(y).</param>
    /// <param name="rise">⟨∇L(y), y⁺ − y⟩ over all variables.</param>
    /// <param name="square">Σ ‖y⁺ − y‖² / (2 t).</param>
    public void Expect(double fidelity, double rise, double square) => _expected = (fidelity, rise, square);

    /// <summary>Expects nothing of the next fidelity, which is that of another model or place.</summary>
    public void Forget() => _expected = null;

    /// <summary>Shrinks the steps where a fidelity is above its bound.</summary>
    /// <returns>Whether it was: the last step was too long.</returns>
    public bool Correct(double fidelity)
    {
        if (!AreCorrected || _expected is not { Square: > 0 } expected || double.IsNaN(fidelity))
        {
            return false;
        }

        var rounding = Rounding * Math.Max(Math.Abs(expected.Fidelity), problem.PixelCount);
        var curvature = (fidelity - expected.Fidelity - expected.Rise - rounding) / expected.Square;
        if (!(curvature > Tolerated))
        {
            return false;
        }

        foreach (var key in keys)
        {
            _steps[key] /= Math.Min(curvature, LargestCorrection);
        }

        Forget();
        return true;
    }

    /// <summary>Halves every step, given or not.</summary>
    public void Halve()
    {
        _shrink /= 2;
        Forget();
    }

    /// <summary>Adds everything to a solver's state.</summary>
    public void SaveTo(SolverState state)
    {
        state.Numbers["shrink"] = _shrink;
        foreach (var (key, step) in _steps)
        {
            state.Numbers[$"step/{key}"] = step;
        }

        if (_expected is { } expected)
        {
            (state.Numbers["fidelity"], state.Numbers["rise"], state.Numbers["square"]) = expected;
        }
    }

    /// <summary>Goes back to what <see cref="SaveTo"/> gave.</summary>
    public void Restore(SolverState state)
    {
        _shrink = state.Numbers["shrink"];
        _expected = state.Numbers.TryGetValue("fidelity", out var fidelity) ? (fidelity, state.Numbers["rise"], state.Numbers["square"]) : null;
        foreach (var key in keys)
        {
            if (state.Numbers.TryGetValue($"step/{key}", out var step))
            {
                _steps[key] = step;
            }
        }
    }
}

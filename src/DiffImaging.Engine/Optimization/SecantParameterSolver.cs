using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>Quasi-Newton on the profiled cost: by the envelope theorem its gradient is ∂J/∂θ at the object's optimum.</summary>
/// <remarks>BFGS in natural scales; for one parameter this is the secant. The first step goes downhill by a stated length,
/// later ones are clipped to a largest one. Gradients and steps are taken across the gauges.</remarks>
internal sealed class SecantParameterSolver(JointProblem problem, ScaledParameters parameters, PhaseOptions options) : IParameterSolver
{
    private readonly double[] _inverse = new double[parameters.Count * parameters.Count];
    private double[] _position = [];
    private double[] _gradient = [];
    private double _limit = options.MaximumStep;

    public double Move(JointPoint point, int iteration)
    {
        using var value = problem.Evaluate(point, parameters.Keys.ToHashSet());
        var position = parameters.Read(point);
        var gradient = parameters.ReadGradient(value.Gradient);
        parameters.Gauges.Remove(gradient);
        var isFirst = _gradient.Length == 0;
        if (!isFirst)
        {
            Learn(Subtract(position, _position), Subtract(gradient, _gradient));
        }

        var held = parameters.Held(point, gradient);
        double[] slopes = [.. gradient.Zip(held, (slope, isHeld) => isHeld ? 0 : slope)];
        var gauges = parameters.Gauges.Without(held);
        gauges.Remove(slopes);
        var step = isFirst || _inverse[0] == 0 ? Downhill(slopes) : Multiply(WithoutHeld(held), slopes);
        gauges.Remove(step);
        var largest = step.Max(Math.Abs);
        var clip = largest > _limit ? _limit / largest : 1;
        (_position, _gradient) = (position, gradient);
        var reached = parameters.Write(point, [.. position.Zip(step, (q, move) => q + clip * move)]);
        return Subtract(reached, position).Max(Math.Abs);
    }

    public void Shrink()
    {
        _limit /= 2;
        _gradient = [];
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["limit"] = _limit, ["size"] = _gradient.Length } };
        Pack(state, "inverse", _inverse);
        Pack(state, "position", _position);
        Pack(state, "gradient", _gradient);
        return state;
    }

    public void Restore(SolverState state)
    {
        _limit = state.Numbers["limit"];
        var size = (int)state.Numbers["size"];
        Unpack(state, "inverse", _inverse.Length).CopyTo(_inverse, 0);
        (_position, _gradient) = (Unpack(state, "position", size), Unpack(state, "gradient", size));
    }

    private double[] Downhill(double[] gradient)
    {
        var length = gradient.Max(Math.Abs);
        return [.. gradient.Select(slope => length > 0 ? -slope / length * options.FirstStep : 0)];
    }

    // The inverse of the free block of the Hessian: each held element is eliminated from the inverse of the whole.
    private double[] WithoutHeld(bool[] held)
    {
        var (size, result) = (held.Length, (double[])_inverse.Clone());
        foreach (var index in Enumerable.Range(0, size).Where(index => held[index]))
        {
            var pivot = result[index * size + index];
            double[] column = [.. Enumerable.Range(0, size).Select(row => result[row * size + index])];
            for (var element = 0; element < result.Length; element++)
            {
                result[element] -= column[element / size] * column[element % size] / pivot;
            }
        }

        return result;
    }

    private static double[] Multiply(double[] inverse, double[] gradient)
    {
        var size = gradient.Length;
        var step = new double[size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                step[row] -= inverse[row * size + column] * gradient[column];
            }
        }

        return step;
    }

    // A move along which the gradient did not grow tells nothing of a minimum: the old curvature is kept.
    private void Learn(double[] move, double[] change)
    {
        var product = Dot(move, change);
        if (!(product > 1e-12 * Math.Sqrt(Dot(move, move) * Dot(change, change))))
        {
            return;
        }

        var size = move.Length;
        if (_inverse[0] == 0)
        {
            for (var index = 0; index < size; index++)
            {
                _inverse[index * size + index] = product / Dot(change, change);
            }
        }

        var image = new double[size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                image[row] += _inverse[row * size + column] * change[column];
            }
        }

        var factor = (1 + Dot(change, image) / product) / product;
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                _inverse[row * size + column] += factor * move[row] * move[column] - (image[row] * move[column] + move[row] * image[column]) / product;
            }
        }
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (left, right) => left * right).Sum();

    private static double[] Subtract(double[] a, double[] b) => [.. a.Zip(b, (left, right) => left - right)];

    private static void Pack(SolverState state, string name, double[] values)
    {
        for (var index = 0; index < values.Length; index++)
        {
            state.Numbers[$"{name}/{index}"] = values[index];
        }
    }

    private static double[] Unpack(SolverState state, string name, int size) =>
        [.. Enumerable.Range(0, size).Select(index => state.Numbers[$"{name}/{index}"])];
}

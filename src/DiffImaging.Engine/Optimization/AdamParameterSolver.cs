using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>Adam on the parameters at the present object: the first-order half of an alternation, with nothing learned of the curvature.</summary>
/// <remarks>Moments and steps are those of q = θ / scale, across the gauges; an element that a bound holds does not move. Source: [kingma2015].</remarks>
internal sealed class AdamParameterSolver(JointProblem problem, ScaledParameters parameters, PhaseOptions options) : IParameterSolver
{
    private readonly double[] _first = new double[parameters.Count];
    private readonly double[] _second = new double[parameters.Count];
    private double _rate = options.Rate;
    private int _steps;

    public double Move(JointPoint point, int iteration)
    {
        using var value = problem.Evaluate(point, parameters.Keys.ToHashSet());
        var position = parameters.Read(point);
        var gradient = parameters.ReadGradient(value.Gradient);
        parameters.Gauges.Remove(gradient);
        var held = parameters.Held(point, gradient);
        _steps++;
        double[] step = [.. gradient.Select((slope, index) => held[index] ? 0 : Step(slope, index))];
        parameters.Gauges.Without(held).Remove(step);
        var largest = step.Select(Math.Abs).Max();
        var clip = largest > options.MaximumStep ? options.MaximumStep / largest : 1;
        var reached = parameters.Write(point, [.. position.Zip(step, (q, move) => q + clip * move)]);
        return reached.Zip(position, (after, before) => Math.Abs(after - before)).Max();
    }

    public void Shrink()
    {
        _rate /= 2;
        _steps = 0;
        Array.Clear(_first);
        Array.Clear(_second);
    }

    public SolverState Save()
    {
        var state = new SolverState { Numbers = { ["rate"] = _rate, ["steps"] = _steps } };
        for (var index = 0; index < _first.Length; index++)
        {
            (state.Numbers[$"first/{index}"], state.Numbers[$"second/{index}"]) = (_first[index], _second[index]);
        }

        return state;
    }

    public void Restore(SolverState state)
    {
        (_rate, _steps) = (state.Numbers["rate"], (int)state.Numbers["steps"]);
        for (var index = 0; index < _first.Length; index++)
        {
            (_first[index], _second[index]) = (state.Numbers[$"first/{index}"], state.Numbers[$"second/{index}"]);
        }
    }

    private double Step(double slope, int index)
    {
        _first[index] = AdamUpdate.FirstDecay * _first[index] + (1 - AdamUpdate.FirstDecay) * slope;
        _second[index] = AdamUpdate.SecondDecay * _second[index] + (1 - AdamUpdate.SecondDecay) * slope * slope;
        var first = _first[index] / (1 - Math.Pow(AdamUpdate.FirstDecay, _steps));
        var second = _second[index] / (1 - Math.Pow(AdamUpdate.SecondDecay, _steps));
        return -_rate * first / (Math.Sqrt(second) + AdamUpdate.Guard);
    }
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The parameters of a phase as one vector in natural scales q = θ / scale.</summary>
internal sealed class ScaledParameters
{
    /// <summary>Most directions that a parameter may need (<see cref="Probes"/>) for its matrix to be stored: each costs a J v of the whole model.</summary>
    public const int MostProbes = 512;

    // Of a natural scale: an element so near to its bound is on it.
    private const double Rounding = 1e-12;

    private readonly JointProblem _problem;

    public ScaledParameters(JointProblem problem, IReadOnlyList<string> variables)
    {
        _problem = problem;
        Keys = [.. problem.Variables
            .Where(variable => variable.Parameter is not null && variable.IsActive && (variables.Count == 0 || variables.Contains(variable.Key)))
            .OrderBy(variable => IsDense(variable.Parameter!) ? 0 : 1)
            .Select(variable => variable.Key)];
        Count = Keys.Sum(key => problem.Parameter(key).Count);
        Large = [.. Keys.Where(key => !IsDense(problem.Parameter(key)))];
        DenseCount = Count - Large.Sum(key => problem.Parameter(key).Count);
        Gauges = GaugeProjection.Of(problem, Keys);
    }

    /// <summary>Keys of the parameters, <see cref="Large"/> ones last.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Number of elements of all of them.</summary>
    public int Count { get; }

    /// <summary>Keys of the parameters with too many elements for a matrix, such as a map.</summary>
    public IReadOnlyList<string> Large { get; }

    /// <summary>Number of elements, the first ones, of which a matrix can be stored.</summary>
    public int DenseCount { get; }

    /// <summary>The gauges that the stages fix among these parameters.</summary>
    public GaugeProjection Gauges { get; }

    /// <summary>Whether a parameter is small enough for its matrix to be stored.</summary>
    public static bool IsDense(UncertaintyParameter parameter) => Stride(parameter) <= MostProbes;

    /// <summary>Reads q.</summary>
    public double[] Read(JointPoint point) => Flatten(point, key => 1 / _problem.Parameter(key).Scale);

    /// <summary>Reads ∂J/∂q from ∂J/∂θ.</summary>
    public double[] ReadGradient(JointPoint gradient) => Flatten(gradient, key => _problem.Parameter(key).Scale);

    /// <summary>The elements that a bound holds: they are on it, and downhill lies outside.</summary>
    /// <param name="point">Values of every variable.</param>
    /// <param name="gradient">∂J/∂q.</param>
    public bool[] Held(JointPoint point, double[] gradient)
    {
        var position = Flatten(point, _ => 1);
        var (bounds, scales) = (Bounds(), Scales());
        return [.. Enumerable.Range(0, Count).Select(index => bounds[index] is { } bound
            && (position[index] <= bound.Lower + Rounding * scales[index] && gradient[index] > 0 || position[index] >= bound.Upper - Rounding * scales[index] && gradient[index] < 0))];
    }

    /// <summary>The largest share of a step, in natural scales, that leaves every element inside its bounds; infinite where none is met.</summary>
    public double Reach(JointPoint point, double[] step)
    {
        var (position, bounds, scales) = (Flatten(point, _ => 1), Bounds(), Scales());
        return Enumerable.Range(0, Count).Where(index => bounds[index] is not null && step[index] != 0)
            .Select(index => ((step[index] > 0 ? bounds[index]!.Upper : bounds[index]!.Lower) - position[index]) / (scales[index] * step[index]))
            .DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    /// <summary>Shortens a step, in place, so that no element exceeds a limit.</summary>
    /// <param name="step">The step, parameters in natural scales.</param>
    /// <param name="limit">The limit, in natural scales.</param>
    /// <returns>The largest move of an element that is left.</returns>
    public double Clip(JointPoint step, double limit)
    {
        var largest = Flatten(step).Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest > limit)
        {
            JointSpace.Scale(step, limit / largest);
        }

        return Math.Min(largest, limit);
    }

    /// <summary>Writes q into the point, across the gauges and inside the bounds, and returns what came of it.</summary>
    public double[] Write(JointPoint point, double[] scaled)
    {
        using var scope = torch.NewDisposeScope();
        var offset = 0;
        foreach (var key in Keys)
        {
            var parameter = _problem.Parameter(key);
            var values = torch.tensor([.. scaled.Skip(offset).Take(parameter.Count).Select(value => value * parameter.Scale)], torch.ScalarType.Float64);
            point[key].copy_(values.reshape(point[key].shape));
            Gauges.Fix(key, point[key]);
            _problem.Clamp(key, point[key]);
            offset += parameter.Count;
        }

        return Read(point);
    }

    /// <summary>Reads the elements of a vector as they are.</summary>
    public double[] Flatten(JointPoint vector) => Flatten(vector, _ => 1);

    /// <summary>Writes the elements of a vector, without regard to scales and bounds.</summary>
    public void Fill(JointPoint vector, double[] values)
    {
        using var scope = torch.NewDisposeScope();
        var offset = 0;
        foreach (var key in Keys)
        {
            var count = (int)vector[key].numel();
            vector[key].copy_(torch.tensor(values[offset..(offset + count)], torch.ScalarType.Float64).reshape(vector[key].shape));
            offset += count;
        }
    }

    /// <summary>Copies a direction in natural scales into one in the units of the model; objects stay as they are.</summary>
    public JointPoint Unscale(JointPoint direction) => ScaleGradient(direction.Clone());

    /// <summary>Turns ∂J/∂θ into ∂J/∂q in place and returns it.</summary>
    public JointPoint ScaleGradient(JointPoint gradient)
    {
        using var scope = torch.NewDisposeScope();
        foreach (var key in Keys)
        {
            gradient[key].mul_(_problem.Parameter(key).Scale);
        }

        return gradient;
    }

    /// <summary>The precision of each element's prior in natural scales; 0 where there is none.</summary>
    /// <param name="factor">What the priors are multiplied with.</param>
    public double[] Precisions(double factor) =>
        [.. Keys.Select(_problem.Parameter).SelectMany(parameter => Enumerable.Repeat(
            parameter.Prior is { } prior ? factor * Math.Pow(parameter.Scale / prior.StandardDeviation, 2) : 0, parameter.Count))];

    /// <summary>The fewest directions from which the derivatives of every element that counts among <see cref="DenseCount"/> can be read.</summary>
    public IReadOnlyList<ParameterProbe> Probes()
    {
        var (probes, first) = (new List<ParameterProbe>(), 0);
        foreach (var parameter in Keys.Except(Large).Select(key => (Key: key, Value: _problem.Parameter(key))))
        {
            var entries = parameter.Value.ElementOfFrame;
            var stride = Stride(parameter.Value);
            for (var inner = 0; inner < stride; inner++)
            {
                probes.Add(new ParameterProbe(parameter.Key, first, inner, stride, entries));
            }

            first += parameter.Value.Count;
        }

        return probes;
    }

    /// <summary>Makes the tangent that moves the elements of a probe by their natural scale.</summary>
    public JointPoint Tangent(JointPoint point, ParameterProbe probe)
    {
        using var scope = torch.NewDisposeScope();
        var parameter = _problem.Parameter(probe.Key);
        var values = new double[parameter.Count];
        foreach (var element in probe.Moving())
        {
            values[element] = parameter.Scale;
        }

        var tangent = new JointPoint();
        tangent[probe.Key] = torch.tensor(values, torch.ScalarType.Float64, point[probe.Key].device).reshape(point[probe.Key].shape);
        return tangent;
    }

    /// <summary>Adds the precisions of the priors, in natural scales, to the diagonal of a matrix over the first <see cref="DenseCount"/> elements.</summary>
    /// <param name="matrix">Changed in place.</param>
    /// <param name="factor">What the priors are multiplied with.</param>
    public void AddPriors(double[,] matrix, double factor = 1)
    {
        foreach (var (precision, index) in Precisions(factor).Take(DenseCount).Select((precision, index) => (precision, index)))
        {
            matrix[index, index] += precision;
        }
    }

    private ParameterBounds?[] Bounds() => [.. Keys.SelectMany(key => Enumerable.Repeat(_problem.Parameter(key).Bounds, _problem.Parameter(key).Count))];

    private double[] Scales() => [.. Keys.SelectMany(key => Enumerable.Repeat(_problem.Parameter(key).Scale, _problem.Parameter(key).Count))];

    private static int Stride(UncertaintyParameter parameter) =>
        parameter.ElementOfFrame is null ? parameter.Count : parameter.Count / (int)parameter.Shape[0];

    private double[] Flatten(JointPoint point, Func<string, double> factor) =>
        [.. Keys.SelectMany(key =>
        {
            using var scope = torch.NewDisposeScope();
            return point[key].reshape(-1).cpu().data<double>().ToArray().Select(value => value * factor(key));
        })];
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The gauges that the stages fix among the parameters of a phase: P = 1 − B Bᵀ, block by block, B orthonormal in each parameter.</summary>
/// <remarks>All elements of a parameter have one natural scale, so that P is the same in the units of the model and in natural scales. Of a parameter
/// whose elements belong to frames only those of the frames that count take part: the others do not move.</remarks>
internal sealed class GaugeProjection
{
    // Bounds and gauges in turn; of n elements k of which are at a bound the rest shrinks by k/n each time.
    private const int MostTurns = 100;
    private const double Rounding = 1e-14;     // natural scales

    private readonly IReadOnlyList<Block> _blocks;

    private GaugeProjection(IReadOnlyList<Block> blocks) => _blocks = blocks;

    /// <summary>Whether no gauge fixes anything.</summary>
    public bool IsEmpty => _blocks.Count == 0;

    /// <summary>Collects the directions of all stages.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="keys">Keys of the parameters that move, in the order of their elements in a vector of all.</param>
    /// <exception cref="InvalidOperationException">A gauge has a direction that is not as long as its parameter, or not finite.</exception>
    public static GaugeProjection Of(JointProblem problem, IReadOnlyList<string> keys)
    {
        var (blocks, first) = (new List<Block>(), 0);
        foreach (var key in keys)
        {
            var parameter = problem.Parameter(key);
            var basis = OrthonormalBasis.Of(Directions(problem, key, parameter));
            if (basis.Directions.Count > 0)
            {
                blocks.Add(new Block(key, first, parameter, basis));
            }

            first += parameter.Count;
        }

        return new GaugeProjection(blocks);
    }

    /// <summary>The same gauges where some elements do not move.</summary>
    /// <param name="held">Of every element of all parameters.</param>
    public GaugeProjection Without(bool[] held) => !_blocks.Any(block => block.Within(held).Contains(true))
        ? this
        : new GaugeProjection([.. _blocks.Select(block => block with { Basis = block.Basis.Without(block.Within(held)) })]);

    /// <summary>v ← P v of a vector over all elements of the parameters.</summary>
    public void Remove(double[] vector)
    {
        foreach (var block in _blocks)
        {
            block.Basis.Remove(block.Within(vector));
        }
    }

    /// <summary>v ← P v of a vector by parameters; others stay as they are.</summary>
    public void Remove(JointPoint vector)
    {
        foreach (var block in _blocks)
        {
            Change(vector[block.Key], numbers => block.Basis.Remove(numbers));
        }
    }

    /// <summary>θ ← θ − B Bᵀ(θ − nominal) for every parameter, inside its bounds.</summary>
    /// <param name="point">Values of every variable; changed in place.</param>
    public void Fix(JointPoint point)
    {
        foreach (var block in _blocks)
        {
            Fix(block.Key, point[block.Key]);
        }
    }

    /// <summary>θ ← θ − B Bᵀ(θ − nominal), inside its bounds: the two in turn. Where they exclude each other the bounds are kept.</summary>
    /// <param name="key">Key of the parameter; nothing happens where no gauge fixes it.</param>
    /// <param name="value">Its value; changed in place.</param>
    public void Fix(string key, torch.Tensor value)
    {
        if (_blocks.FirstOrDefault(block => block.Key == key) is not { } fixedOne)
        {
            return;
        }

        Change(value, numbers =>
        {
            for (var turn = 0; turn < MostTurns && !Fix(fixedOne, numbers); turn++)
            {
            }
        });
    }

    // Once to the gauge and then to the bounds; returns whether the bounds have changed nothing.
    private static bool Fix(Block block, double[] numbers)
    {
        var parameter = block.Parameter;
        var isInside = true;
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] -= parameter.Nominal[index];
        }

        block.Basis.Remove(numbers);
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] += parameter.Nominal[index];
            if (parameter.Bounds is { } bounds)
            {
                var kept = Math.Clamp(numbers[index], bounds.Lower, bounds.Upper);
                isInside &= !(Math.Abs(kept - numbers[index]) > Rounding * parameter.Scale);
                numbers[index] = kept;
            }
        }

        return isInside;
    }

    /// <summary>P (A + μ diag A) P + p B Bᵀ: the damped system of the steps that the gauges leave, which cannot step along B.</summary>
    /// <param name="matrix">A, symmetric, over the first parameters; not changed.</param>
    /// <param name="damping">μ.</param>
    public double[,] Constrain(double[,] matrix, double damping)
    {
        var size = matrix.GetLength(0);
        var result = (double[,])matrix.Clone();
        var trace = 0.0;
        for (var index = 0; index < size; index++)
        {
            result[index, index] *= 1 + damping;
            trace += result[index, index];
        }

        // Of the size of the others: a pivot beside them that spoils no digit.
        var pivot = trace > 0 ? trace / size : 1;
        foreach (var block in _blocks.Where(block => block.First < size))
        {
            foreach (var direction in block.Basis.Directions)
            {
                RemoveFrom(result, direction, block.First, pivot);
            }
        }

        return result;
    }

    // A ← (1 − b bᵀ) A (1 − b bᵀ) + p b bᵀ for one b, whose elements begin at some place.
    private static void RemoveFrom(double[,] matrix, double[] direction, int first, double pivot)
    {
        var size = matrix.GetLength(0);
        var (whole, image, curvature) = (new double[size], new double[size], pivot);
        direction.CopyTo(whole, first);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < direction.Length; column++)
            {
                image[row] += matrix[row, first + column] * direction[column];
            }

            curvature += image[row] * whole[row];
        }

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                matrix[row, column] += curvature * whole[row] * whole[column] - (whole[row] * image[column] + image[row] * whole[column]);
            }
        }
    }

    private static IEnumerable<double[]> Directions(JointProblem problem, string key, UncertaintyParameter parameter)
    {
        var variable = problem.Variables.First(variable => variable.Key == key);
        var gauges = problem.Pipeline.Plan.Stages.First(stage => stage.Definition.Name == variable.Stage).Plan.Gauges;
        foreach (var gauge in gauges)
        {
            foreach (var direction in gauge.Fixed.Where(directions => directions.Parameter == variable.Name).SelectMany(directions => directions.Directions()))
            {
                yield return direction.Length == parameter.Count && direction.All(double.IsFinite)
                    ? OfFramesThatCount(direction, parameter, problem)
                    : throw new InvalidOperationException(
                        $"The gauge '{gauge.Name}' has a direction of {direction.Length} elements for '{key}'; expected {parameter.Count} finite ones.");
            }
        }
    }

    private static double[] OfFramesThatCount(double[] direction, UncertaintyParameter parameter, JointProblem problem)
    {
        if (parameter.ElementOfFrame is not { } entries)
        {
            return direction;
        }

        var stride = parameter.Count / (int)parameter.Shape[0];
        var counting = problem.Frames.Indices().Select(frame => entries[frame]).ToHashSet();
        return [.. direction.Select((value, index) => counting.Contains(index / stride) ? value : 0)];
    }

    private static void Change(torch.Tensor tensor, Action<double[]> change)
    {
        using var scope = torch.NewDisposeScope();
        var numbers = tensor.reshape(-1).cpu().data<double>().ToArray();
        change(numbers);
        tensor.copy_(torch.tensor(numbers, torch.ScalarType.Float64).reshape(tensor.shape));
    }

    // A parameter with fixed directions, whose elements begin at First in a vector of all.
    private sealed record Block(string Key, int First, UncertaintyParameter Parameter, OrthonormalBasis Basis)
    {
        public Span<T> Within<T>(T[] vector) => vector.AsSpan(First, Parameter.Count);
    }
}

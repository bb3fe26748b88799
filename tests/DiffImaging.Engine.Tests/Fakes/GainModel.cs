using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>Frames m_f = x exp(Σ_p c_fp θ_p k_p) of one unknown image x through a gain that unknown parameters shape: small
/// enough that the profiled cost min_x ½ Σ ‖m_f − y_f‖² is a formula, so that the joint optimum is known.</summary>
internal sealed class GainModel
{
    private const int Rows = 4;
    private const int Columns = 6;
    private const int Pixels = Rows * Columns;
    private const double Noise = 0.02;

    private static readonly double[][][] Coefficients =
    [
        [[0], [1]],
        [[0, 0], [1, 0], [0, 1], [1, 1]],
    ];

    private readonly IReadOnlyList<UncertaintyParameter> _parameters;
    private readonly double[][] _coefficients;
    private readonly double[][] _maps;
    private readonly double[][] _measured;

    public GainModel(double[] truth, params UncertaintyParameter[] parameters)
    {
        _parameters = parameters;
        _coefficients = Coefficients[truth.Length - 1];
        var random = new Random(7);
        _maps = [.. truth.Select(_ => Draw(random, -1, 1))];
        var image = Draw(random, 0.5, 1.5);
        _measured = [.. _coefficients.Select(frame =>
        {
            var gain = Gain(frame, truth);
            return image.Zip(gain, (x, a) => x * a + Noise * (random.NextDouble() - 0.5)).ToArray();
        })];
    }

    public static IReadOnlyList<string> Keys(int parameters) => [.. Enumerable.Range(0, parameters).Select(index => $"scene.theta{index}")];

    public JointProblem CreateProblem(IReadOnlyList<RegularizerTerm>? regularizers = null, IReadOnlyList<ConstraintTerm>? constraints = null)
    {
        var source = FakePlan.Source(Rows, Columns, _measured.Length);
        var maps = torch.tensor(_maps.SelectMany(map => map).ToArray()).reshape(_maps.Length, Pixels).DetachFromDisposeScope();
        var coefficients = torch.tensor(_coefficients.SelectMany(frame => frame).ToArray()).reshape(_measured.Length, -1).DetachFromDisposeScope();
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], _parameters, (_, values, frames) =>
        {
            var theta = torch.stack(_parameters.Select(parameter => values[parameter.Name].reshape([])));
            var gain = torch.matmul(coefficients.narrow(0, frames.Start, frames.Count) * theta, maps).exp();
            return (gain * values["x"].reshape(1, Pixels)).reshape(frames.Count, 1, Rows, Columns);
        });
        return new JointProblem(
            new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()),
            torch.tensor(_measured.SelectMany(frame => frame).ToArray()).reshape(_measured.Length, 1, Rows, Columns), null,
            regularizers ?? [], constraints ?? []);
    }

    /// <summary>The profiled cost with the priors.</summary>
    public double Profile(params double[] theta)
    {
        var gains = _coefficients.Select(frame => Gain(frame, theta)).ToArray();
        var total = 0.0;
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            var products = gains.Zip(_measured, (gain, frame) => gain[pixel] * frame[pixel]).Sum();
            var squares = gains.Sum(gain => gain[pixel] * gain[pixel]);
            total += 0.5 * (_measured.Sum(frame => frame[pixel] * frame[pixel]) - products * products / squares);
        }

        return total + _parameters.Zip(theta).Sum(pair =>
            pair.First.Prior is { } prior ? 0.5 * Math.Pow((pair.Second - pair.First.Nominal[0]) / prior.StandardDeviation, 2) : 0);
    }

    /// <summary>The minimum of the profiled cost inside the bounds, by brute force: a grid that closes in.</summary>
    public double[] BestTheta()
    {
        var centre = _parameters.Select(_ => 0.0).ToArray();
        for (var width = 1.0; width > 1e-8; width /= 3)
        {
            centre = Grid(centre, width).MinBy(theta => Profile(theta))!;
        }

        return centre;
    }

    private IEnumerable<double[]> Grid(double[] centre, double width)
    {
        IEnumerable<double[]> points = [[]];
        foreach (var (parameter, middle) in _parameters.Zip(centre))
        {
            var bounds = parameter.Bounds ?? new ParameterBounds(-10, 10);
            points = points.SelectMany(point => Enumerable.Range(-6, 13).Select(
                index => (double[])[.. point, Math.Clamp(middle + index * width / 6, bounds.Lower, bounds.Upper)]));
        }

        return points;
    }

    private double[] Gain(double[] frame, double[] theta) =>
        [.. Enumerable.Range(0, Pixels).Select(pixel => Math.Exp(theta.Select((value, p) => frame[p] * value * _maps[p][pixel]).Sum()))];

    private static double[] Draw(Random random, double from, double to) =>
        [.. Enumerable.Range(0, Pixels).Select(_ => from + (to - from) * random.NextDouble())];
}

using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>Gauges of <see cref="FrameModel"/>: the mean of the gains; means and a ramp of the slopes, oblique on purpose; the mean of the heights.</summary>
internal static class FrameGauges
{
    public static readonly IReadOnlyDictionary<string, double[][]> Directions = new Dictionary<string, double[][]>
    {
        ["gain"] = [[1, 1, 1, 1, 1, 1]],
        ["slope"] = [[1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0], [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], [0, 0, 1, 0, 2, 0, 3, 1, 4, 0, 5, 0]],
        ["height"] = [[1, 1, 1]],
    };

    public static IReadOnlyList<Gauge> All { get; } =
        [.. Directions.Select(pair => new Gauge($"fixed-{pair.Key}", ["x", pair.Key], "It keeps its nominal value.") { Fixed = [new(pair.Key, () => pair.Value)] })];

    /// <summary>The largest bᵀ(θ − nominal)/|b| among the elements of some entries.</summary>
    /// <param name="point">The point.</param>
    /// <param name="counts">Whether an element of a parameter takes part; null for all.</param>
    public static double Largest(JointPoint point, Func<string, int, bool>? counts = null)
    {
        using var scope = torch.NewDisposeScope();
        return Directions.Max(pair =>
        {
            var values = point[$"scene.{pair.Key}"].reshape(-1).data<double>().ToArray();
            var nominal = pair.Key == "gain" ? 1 : 0;
            return pair.Value.Max(direction =>
            {
                double[] cut = [.. direction.Select((value, index) => counts is null || counts(pair.Key, index) ? value : 0)];
                return Math.Abs(cut.Zip(values, (b, value) => b * (value - nominal)).Sum()) / Math.Sqrt(cut.Sum(b => b * b));
            });
        });
    }
}

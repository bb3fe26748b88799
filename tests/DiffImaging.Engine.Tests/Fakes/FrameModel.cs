using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Fakes;

/// <summary>m_f = (g_f x + t_f,0 a + t_f,1 b + h_k(f) c) exp(s d): a gain and two slopes for each frame, a height for each group of two frames, one
/// scale for all.</summary>
internal sealed class FrameModel
{
    public const int Frames = 6;
    public const int Rows = 6;
    public const int Columns = 7;
    private static readonly int[] Groups = [0, 0, 1, 1, 2, 2];

    private readonly Random _random = new(5);
    private readonly double[][] _maps;

    public FrameModel() => _maps = [.. Enumerable.Range(0, 4).Select(_ => Draw(-1, 1))];

    public static string[] ParameterKeys => ["scene.gain", "scene.slope", "scene.height", "scene.scale"];

    /// <summary>The problem, measured at another point than the nominal one.</summary>
    /// <param name="declares">Whether the parameters say which frames depend on which elements.</param>
    /// <param name="framesAtOnce">Most frames that are computed at once.</param>
    /// <param name="regularizers">The regularizers.</param>
    /// <param name="gauges">The gauges.</param>
    /// <param name="hasPriors">Whether the parameters have priors.</param>
    /// <param name="gainBounds">Bounds of the gains.</param>
    /// <param name="weight">Weights of the pixels; null for 1.</param>
    public JointProblem CreateProblem(
        bool declares = true, int framesAtOnce = 0, IReadOnlyList<RegularizerTerm>? regularizers = null, IReadOnlyList<Gauge>? gauges = null, bool hasPriors = true,
        ParameterBounds? gainBounds = null, torch.Tensor? weight = null)
    {
        var source = FakePlan.Source(Rows, Columns, Frames);
        var maps = torch.tensor(_maps.SelectMany(map => map).ToArray()).reshape(4, 1, Rows, Columns).DetachFromDisposeScope();
        UncertaintyParameter[] parameters =
        [
            Each("gain", 1, [Frames], [.. Enumerable.Range(0, Frames)], declares) with { Prior = new GaussianPrior(0.3), Bounds = gainBounds },
            Each("slope", 0, [Frames, 2], [.. Enumerable.Range(0, Frames)], declares) with { Prior = new GaussianPrior(0.5) },
            Each("height", 0, [3], Groups, declares),
            FakePlan.Parameter("scale") with { Prior = new GaussianPrior(0.2) },
        ];
        parameters = hasPriors ? parameters : [.. parameters.Select(parameter => parameter with { Prior = null })];
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], parameters, (_, values, frames) =>
        {
            torch.Tensor Of(torch.Tensor value) => value.narrow(0, frames.Start, frames.Count).reshape(-1, 1, 1);
            var heights = values["height"].index_select(0, torch.tensor([.. Groups.Select(group => (long)group)]));
            var sum = Of(values["gain"]) * values["x"]
                + Of(values["slope"].select(1, 0)) * maps[0] + Of(values["slope"].select(1, 1)) * maps[1] + Of(heights) * maps[2];
            return (sum * (values["scale"] * maps[3]).exp()).reshape(frames.Count, 1, Rows, Columns);
        }, gauges);
        var pipeline = new ForwardPipeline(plan, FakePlan.Double);
        using var truth = CreateTruth();
        var measured = pipeline.Forward(truth, DiffImaging.Sdk.Stages.FrameRange.All(Frames)).Tensor.detach();
        return new JointProblem(pipeline, new FidelityTerm(new LeastSquares()), measured, weight, regularizers ?? [], [], framesAtOnce);
    }

    public static JointPoint CreateTruth()
    {
        var random = new Random(8);
        double[] Values(int count, double from, double to) => [.. Enumerable.Range(0, count).Select(_ => from + (to - from) * random.NextDouble())];
        var point = new JointPoint();
        point["scene.x"] = torch.tensor(Values(Rows * Columns, 0.5, 2)).reshape(Rows, Columns);
        point["scene.gain"] = torch.tensor(Values(Frames, 0.8, 1.2));
        point["scene.slope"] = torch.tensor(Values(2 * Frames, -0.3, 0.3)).reshape(Frames, 2);
        point["scene.height"] = torch.tensor(Values(3, -0.5, 0.5));
        point["scene.scale"] = torch.tensor(Values(1, -0.2, 0.2));
        return point;
    }

    private static UncertaintyParameter Each(string name, double nominal, long[] shape, int[] elements, bool declares) =>
        FakePlan.Parameter(name) with
        {
            Shape = shape,
            Nominal = [.. Enumerable.Repeat(nominal, (int)shape.Aggregate(1L, (product, size) => product * size))],
            ElementOfFrame = declares ? elements : null,
        };

    private double[] Draw(double from, double to) => [.. Enumerable.Range(0, Rows * Columns).Select(_ => from + (to - from) * _random.NextDouble())];
}

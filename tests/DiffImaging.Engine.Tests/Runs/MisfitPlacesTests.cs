using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Runs;

/// <summary>Measurements of noise alone, but for one tile of one frame.</summary>
[TestFixture]
public sealed class MisfitPlacesTests
{
    private const int Rows = 20;
    private const int Columns = 30;
    private const int Frames = 4;
    private const int Wrong = 2;
    private const double Excess = 40;

    [Test]
    public void Frames_and_tiles_are_those_of_the_pixels()
    {
        using var problem = CreateProblem();
        using var point = problem.CreateNominal();

        var places = MisfitPlaces.Of(problem, point)!;

        using var scope = torch.NewDisposeScope();
        var squares = Measured().square();
        Assert.That((places.Rows, places.Columns, places.Side), Is.EqualTo((3, 4, 8)), "tiles of at least 8 pixels, the last ones cut");
        Assert.That(places.Frames, Is.EqualTo(squares.mean([1L, 2, 3]).data<double>().ToArray()).Within(1e-12));
        Assert.That(places.Tiles[^1], Is.EqualTo(squares.narrow(2, 16, 4).narrow(3, 24, 6).mean().item<double>()).Within(1e-12));
        Assert.That(places.Tiles[5], Is.EqualTo(squares.narrow(2, 8, 8).narrow(3, 8, 8).mean().item<double>()).Within(1e-12).And.GreaterThan(Excess / Frames));
        Assert.That(places.Describe(), Does.StartWith("most in the frames 2 (").And.Contain("rows 8 to 15, columns 8 to 15"));
    }

    [Test]
    public void Frames_that_do_not_count_have_no_number()
    {
        using var problem = CreateProblem();
        using var point = problem.CreateNominal();

        var places = MisfitPlaces.Of(problem.Over(FrameSet.Of([0, 3])), point)!;

        Assert.That(places.Frames.Select(double.IsNaN), Is.EqualTo(new[] { false, true, true, false }));
        Assert.That(places.Tiles, Is.All.LessThan(2));
    }

    [Test]
    public void The_whole_is_the_misfit()
    {
        using var problem = CreateProblem();
        using var point = problem.CreateNominal();

        Assert.That(MisfitPlaces.Of(problem, point)!.Frames.Average(), Is.EqualTo(Misfit.Of(problem, point)!.Ratio).Within(1e-12));
    }

    private static torch.Tensor Measured()
    {
        using var generator = new torch.Generator(3);
        var noise = torch.randn([Frames, 1, Rows, Columns], torch.float64, generator: generator);
        noise[Wrong].narrow(1, 8, 8).narrow(2, 8, 8).add_(Math.Sqrt(Excess));
        return noise;
    }

    private static JointProblem CreateProblem()
    {
        using var scope = torch.NewDisposeScope();
        var source = FakePlan.Source(Rows, Columns, Frames);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [], (_, values, frames) => (0 * values["x"]).reshape(1, 1, Rows, Columns).expand(frames.Count, 1, Rows, Columns));
        return new JointProblem(new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), Measured(), null, [], []);
    }
}

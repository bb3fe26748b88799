using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Uncertainty;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Uncertainty;

/// <summary>The pulls of the cells against what the optimum does when a cell counts a little more, found by solving again.</summary>
[TestFixture]
public sealed class FieldPullsTests
{
    private const int Cells = 2;
    private const double Share = 1e-4;

    private static readonly string[] Keys = ["scene.height", "scene.scale"];

    private static readonly PhaseOptions Newton = new()
    {
        Name = "newton", Solver = SolverKind.Newton, Iterations = 80, Tolerance = 0, MaximumStep = 100, LinearIterations = 300, LinearTolerance = 1e-10,
    };

    [Test]
    public void A_cell_that_counts_a_little_more_moves_the_optimum_by_its_pull([Values(0, 1, 2, 3)] int cell)
    {
        using var scope = torch.NewDisposeScope();
        using var problem = Problem(null);
        using var outcome = Runner.Run(problem, Newton);
        var information = ProfiledInformation.Of(problem, outcome.Point, Keys, new ProfileOptions(Tolerance: 1e-10) { Cells = Cells }, 0, default);
        using var heavier = Problem(cell);
        using var lighter = Problem(cell, -Share);
        using var moved = Runner.Run(heavier, Newton);
        using var movedBack = Runner.Run(lighter, Newton);

        var inverse = torch.tensor(ParameterCovariance.Of(information).Posterior);
        var pulls = torch.tensor([.. information.Pulls.Select(cells => cells[cell])]);
        var scales = torch.tensor([.. information.Elements.Select(element => problem.Parameter(element.Key).Scale)]);
        var expected = -inverse.mv(pulls) * scales;
        var found = (Numbers(moved.Point) - Numbers(movedBack.Point)) / (2 * Share);

        TestContext.Out.WriteLine($"cell {cell}: {expected.cstr()} against {found.cstr()}");
        Assert.That(expected.norm().item<double>(), Is.GreaterThan(1e-4), "a cell pulls");
        Assert.That((found - expected).norm().item<double>(), Is.LessThan(2e-3 * expected.norm().item<double>()));
    }

    [Test]
    public void The_covariance_is_that_of_a_sum_of_cells()
    {
        var covariance = FieldPulls.Covariance([[1, 2, 3, 6], [0, 0, 0, 4]]);

        // n / (n − 1) Σ (g − ḡ)²: of four cells, 4/3 · 14 and 4/3 · 12.
        Assert.That(covariance[0, 0], Is.EqualTo(56.0 / 3).Within(1e-12));
        Assert.That(covariance[1, 1], Is.EqualTo(16).Within(1e-12));
        Assert.That(covariance[0, 1], Is.EqualTo(covariance[1, 0]).And.EqualTo(4.0 / 3 * 12).Within(1e-12));
    }

    private static JointProblem Problem(int? cell, double share = Share) =>
        new FrameModel().CreateProblem(regularizers: [Prior(cell, share)], weight: Weight(cell, share)?.reshape(1, 1, FrameModel.Rows, FrameModel.Columns));

    private static RegularizerTerm Prior(int? cell, double share = Share) => new("ridge", "scene.x", new WeightOptions { Start = 0.3 }, new Ridge(Weight(cell, share)));

    // Rows 0 to 2 and 3 to 5, columns 0 to 2 and 3 to 6: the axis passes through the sample of half the size.
    private static torch.Tensor? Weight(int? cell, double share)
    {
        if (cell is not { } chosen)
        {
            return null;
        }

        var weight = torch.ones(FrameModel.Rows, FrameModel.Columns, torch.float64);
        weight.narrow(0, chosen / Cells * 3, 3).narrow(1, chosen % Cells == 0 ? 0 : 3, chosen % Cells == 0 ? 3 : 4).mul_(1 + share);
        return weight;
    }

    private static torch.Tensor Numbers(JointPoint point) => torch.cat([.. Keys.Select(key => point[key].reshape(-1))]);
}

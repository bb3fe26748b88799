using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class AdamSolverTests
{
    // Adam circles about the minimum at the size of its last steps.
    private const double Tolerance = 5e-3;

    private static PhaseOptions Phase => new() { Name = "all", Solver = SolverKind.Adam, Iterations = 1500, Rate = 0.01 };

    [Test]
    public void A_quadratic_is_brought_to_its_minimum()
    {
        using var problem = DiagonalModel.CreateProblem();

        using var outcome = Runner.Run(problem, Phase with { Iterations = 4000 });

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => y / d);
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(Tolerance));
        Assert.That(outcome.History.Entries[49].Fidelity, Is.LessThan(outcome.History.Entries[0].Fidelity));
    }

    [Test]
    public void Regularizers_take_part_by_their_gradients()
    {
        const double Weight = 0.2;
        using var problem = DiagonalModel.CreateProblem([new("ridge", DiagonalModel.Key, new WeightOptions { Start = Weight }, new Ridge())]);

        using var outcome = Runner.Run(problem, Phase);

        var expected = DiagonalModel.Gains.Zip(DiagonalModel.Measured, (d, y) => d * y / (d * d + Weight));
        Assert.That(Runner.Values(outcome, DiagonalModel.Key), Is.EqualTo(expected).Within(Tolerance));
    }

    [Test]
    public void A_complex_variable_is_found_from_intensities([Values(0, 1)] int batch)
    {
        using var scope = torch.NewDisposeScope();
        var truth = torch.complex(torch.tensor(new[] { 1, 0.8, 1.2, 0.9, 1.1, 0.7 }), torch.tensor(new[] { 0.3, -0.2, 0.1, 0.4, -0.3, 0.2 })).reshape(2, 3);
        using var problem = DiagonalModel.CreateComplexProblem(truth.clone());

        using var outcome = Runner.Run(problem, Phase with { Batch = batch });

        Assert.That(torch.allclose(outcome.Point[DiagonalModel.Key], truth, rtol: 0, atol: Tolerance), Is.True);
        Assert.That(outcome.FinalFidelity, Is.LessThan(1e-4 * outcome.InitialFidelity));
    }

    [Test]
    public void Parameters_step_in_their_natural_scale_and_stay_inside_their_bounds()
    {
        var offset = FakePlan.Parameter("offset", scale: 1e-3) with { Bounds = new ParameterBounds(-5e-3, 2e-3) };
        using var problem = DiagonalModel.CreateProblem(parameters: [offset]);

        using var first = Runner.Run(problem, Phase with { Iterations = 1, Rate = 0.5, Variables = ["scene.offset"] });
        using var last = Runner.Run(problem, Phase with { Iterations = 50, Rate = 0.5, Variables = ["scene.offset"] });

        // The measured mean is positive, so the offset grows: by the rate in natural scales, then up to its bound.
        Assert.That(Runner.Values(first, "scene.offset")[0], Is.EqualTo(0.5e-3).Within(1e-9));
        Assert.That(Runner.Values(last, "scene.offset")[0], Is.EqualTo(2e-3).Within(1e-12));
        Assert.That(Runner.Values(last, DiagonalModel.Key), Is.All.Zero, "a variable that the phase does not name stays");
    }

    [Test]
    public void A_prior_holds_its_parameter_and_counts_in_the_best_iterate()
    {
        // With x fixed at 0 the cost is 3 θ² − 2.65 θ + θ² / (2 σ²).
        const double Sigma = 0.1;
        var offset = FakePlan.Parameter("offset", scale: 0.1) with { Prior = new GaussianPrior(Sigma) };
        using var problem = DiagonalModel.CreateProblem(parameters: [offset]);

        using var outcome = Runner.Run(problem, Phase with { Rate = 0.05, Variables = ["scene.offset"] });

        var expected = DiagonalModel.Measured.Sum() / (6 + 1 / (Sigma * Sigma));
        Assert.That(Runner.Values(outcome, "scene.offset")[0], Is.EqualTo(expected).Within(1e-4));
    }
}

using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Runs;
using DiffImaging.Engine.Tests.Fakes;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>Stochastic gradient descent against Newton, whose minimum is that of the same objective.</summary>
[TestFixture]
public sealed class SgdSolverTests
{
    private static readonly RegularizerTerm Prior = new("ridge", "scene.x", new WeightOptions { Start = 0.3 }, new Ridge());

    private static readonly PhaseOptions Phase = new() { Name = "sgd", Solver = SolverKind.Sgd, Iterations = 3000, Rate = 0.3 };

    [Test]
    public void All_frames_at_once_end_in_the_minimum_that_Newton_finds()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var newton = Newton(problem);
        using var found = Runner.Run(problem, Phase);

        foreach (var key in FrameModel.ParameterKeys.Append("scene.x"))
        {
            Assert.That(Runner.Values(found, key), Is.EqualTo(Runner.Values(newton, key)).Within(1e-3), key);
        }
    }

    [Test]
    public void Batches_come_near_it_with_a_fraction_of_the_frames_in_each_step()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var newton = Newton(problem);
        using var found = Runner.Run(problem, Phase with { Batch = 2, Rate = 0.02 });

        Assert.That(found.FinalFidelity, Is.LessThan(0.05 * found.InitialFidelity));
        Assert.That(Runner.Values(found, "scene.x"), Is.EqualTo(Runner.Values(newton, "scene.x")).Within(0.2));
    }

    [Test]
    public void Momentum_goes_farther_in_as_many_steps()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var newton = Newton(problem);
        using var with = Runner.Run(problem, Phase with { Iterations = 200, Rate = 0.03 });
        using var without = Runner.Run(problem, Phase with { Iterations = 200, Rate = 0.03, Momentum = 0 });
        double Excess(RunOutcome outcome) => Objective(problem, outcome) - Objective(problem, newton);

        Assert.That(Excess(with), Is.LessThan(0.5 * Excess(without)));
    }

    private static double Objective(JointProblem problem, RunOutcome outcome)
    {
        using var value = new SmoothObjective(problem, Phase).Evaluate(outcome.Point, 0);
        return value.Value;
    }

    private static RunOutcome Newton(JointProblem problem) =>
        Runner.Run(problem, Phase with { Solver = SolverKind.Newton, Iterations = 60, LinearIterations = 200, LinearTolerance = 1e-8, MaximumStep = 100 });
}

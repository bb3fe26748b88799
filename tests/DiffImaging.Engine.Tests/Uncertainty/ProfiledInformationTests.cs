using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Uncertainty;

/// <summary>Both covariances against those of the whole Hessian, which is stored here and made of differences of gradients.</summary>
[TestFixture]
public sealed class ProfiledInformationTests
{
    private static readonly string[] Objects = ["scene.x"];
    private static readonly RegularizerTerm Prior = new("ridge", "scene.x", new WeightOptions { Start = 0.3 }, new Ridge());

    private static readonly PhaseOptions Newton = new()
    {
        Name = "newton", Solver = SolverKind.Newton, Iterations = 60, Tolerance = 0, MaximumStep = 100, LinearIterations = 200, LinearTolerance = 1e-8,
    };

    [TestCase("scene.scale")]
    [TestCase("scene.height", "scene.scale")]
    [TestCase("scene.gain", "scene.slope", "scene.height", "scene.scale")]
    public void Covariances_are_those_of_the_whole_matrix(params string[] keys)
    {
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var outcome = Runner.Run(problem, Newton);
        var information = ProfiledInformation.Of(problem, outcome.Point, keys, new ProfileOptions(Tolerance: 1e-8), 0, default);

        var covariance = ParameterCovariance.Of(information);

        var scale = problem.Parameter("scene.scale").Scale;
        var whole = new DenseObjective(problem, outcome.Point, [.. Objects, .. FrameModel.ParameterKeys]);
        var inverse = whole.Hessian().inverse();
        var (posterior, repeatability) = (whole.Part(inverse / (scale * scale), keys), whole.Part(inverse.mm(whole.Expected()).mm(inverse) / (scale * scale), keys));
        TestContext.Out.WriteLine($"σ {string.Join(", ", Diagonal(covariance.Posterior).Select(value => Math.Sqrt(value).ToString("G4", null)))}");
        Assert.That(information.Elements.Select(element => element.Key).Distinct(), Is.EquivalentTo(keys));
        Assert.That(covariance.Undetermined, Is.Empty);
        Assert.That(Difference(covariance.Posterior, posterior), Is.LessThan(2e-4));
        Assert.That(Difference(covariance.Repeatability, repeatability), Is.LessThan(2e-4));
        Assert.That(Difference(covariance.Repeatability, posterior), Is.GreaterThan(1e-2), "two definitions");
    }

    [Test]
    public void What_is_not_determined_is_found_and_the_rest_keeps_its_error_bar()
    {
        // Without priors a gain common to all frames is the object's brightness.
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(hasPriors: false);
        using var point = FrameModel.CreateTruth();

        var covariance = ParameterCovariance.Of(ProfiledInformation.Of(problem, point, ["scene.gain"], new ProfileOptions(), 0, default));

        var truth = point["scene.gain"].data<double>().ToArray();
        Assert.That(covariance.Undetermined, Has.Count.EqualTo(1));
        var common = Math.Sqrt(truth.Sum(gain => gain * gain));
        Assert.That(Math.Abs(covariance.Undetermined[0].Zip(truth, (one, other) => one * other / common).Sum()), Is.EqualTo(1).Within(1e-6), "g → (1 + ε) g");
        var whole = new DenseObjective(problem, point, ["scene.gain", .. Objects, "scene.slope", "scene.height", "scene.scale"]).Hessian();
        var (gains, rest) = (whole.narrow(0, 0, 6), whole.narrow(0, 6, whole.shape[0] - 6));
        var cross = gains.narrow(1, 6, whole.shape[0] - 6);
        var schur = gains.narrow(1, 0, 6) - cross.mm(torch.linalg.pinv(rest.narrow(1, 6, whole.shape[0] - 6), hermitian: true, rtol: 1e-7)).mm(cross.transpose(0, 1));
        var expected = torch.linalg.pinv(schur, hermitian: true, rtol: 1e-6) / Math.Pow(problem.Parameter("scene.gain").Scale, 2);
        Assert.That(Difference(covariance.Posterior, Numbers(expected)), Is.LessThan(1e-4));
    }

    [Test]
    public void A_gauge_that_the_stages_fix_is_kept_by_convention_and_the_rest_has_its_error_bar()
    {
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior], gauges: FrameGauges.All);
        using var outcome = Runner.Run(problem, Newton);

        var covariance = ParameterCovariance.Of(ProfiledInformation.Of(problem, outcome.Point, ["scene.height"], new ProfileOptions(Tolerance: 1e-8), 0, default));

        Assert.That(covariance.Undetermined, Is.Empty, "the mean of the heights keeps its value: nothing is left open");
        Assert.That(Diagonal(covariance.Posterior), Has.All.Positive);
        for (var row = 0; row < 3; row++)
        {
            Assert.That(Enumerable.Range(0, 3).Sum(column => covariance.Posterior[row, column]), Is.Zero.Within(1e-9));
        }
    }

    [Test]
    public void A_number_that_a_gauge_fixes_whole_has_no_error_bar_and_spoils_no_other()
    {
        using var scope = torch.NewDisposeScope();
        Gauge gauge = new("fixed-scale", ["x", "scale"], "It keeps its nominal value.") { Fixed = [new FixedDirections("scale", () => [[1]])] };
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior], gauges: [gauge]);
        using var outcome = Runner.Run(problem, Newton);
        using var without = new FrameModel().CreateProblem(regularizers: [Prior], gauges: [gauge]);

        var found = ParameterUncertainty.Of(problem, outcome.Point, ["scene.height", "scene.scale"], new ProfileOptions(Tolerance: 1e-8) { Cells = 2 }, 0);
        var others = ParameterUncertainty.Of(without, outcome.Point, ["scene.height"], new ProfileOptions(Tolerance: 1e-8), 0);

        Assert.That(found.Posterior.Cast<double>(), Has.All.Matches<double>(double.IsFinite));
        Assert.That((found.Posterior[3, 3], found.Repeatability[3, 3]), Is.EqualTo((0.0, 0.0)), "it keeps its nominal value by convention");
        Assert.That(found.Undetermined, Is.Empty);
        for (var index = 0; index < 3; index++)
        {
            Assert.That(found.Posterior[index, index], Is.EqualTo(others.Posterior[index, index]).Within(0.01).Percent);
        }
    }

    [TestCase(0.0)]
    [TestCase(1e-3)]
    public void What_is_left_of_the_way_is_told(double aside)
    {
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var outcome = Runner.Run(problem, Newton);
        using var point = outcome.Point.Clone();
        point["scene.scale"].add_(aside);

        var found = ParameterUncertainty.Of(problem, point, ["scene.scale"], new ProfileOptions(Tolerance: 1e-8) { Objective = new EndObjective(1, []) }, 0);

        Assert.That(found.Remaining!.Single(), Is.EqualTo(-aside).Within(2e-2 * aside + 1e-6), "a step of Newton's method leads back, whatever else has to follow");
    }

    [Test]
    public void What_is_left_is_that_of_the_objective_that_the_run_ended_with()
    {
        // The noise is taken ten times as large for the bars, which is no reason for the run to go on.
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var outcome = Runner.Run(problem, Newton);
        var options = new ProfileOptions(NoiseFactor: 10, Tolerance: 1e-8);

        var own = ParameterUncertainty.Of(problem, outcome.Point, ["scene.scale"], options with { Objective = new EndObjective(1, []) }, 0);
        var other = ParameterUncertainty.Of(problem, outcome.Point, ["scene.scale"], options with { Objective = new EndObjective(10, []) }, 0);
        var without = ParameterUncertainty.Of(problem, outcome.Point, ["scene.scale"], options with { Objective = new EndObjective(1, ["ridge"]) }, 0);

        Assert.That(own.Remaining!.Single(), Is.Zero.Within(1e-6));
        Assert.That(Math.Abs(other.Remaining!.Single()), Is.GreaterThan(1e-4));
        Assert.That(Math.Abs(without.Remaining!.Single()), Is.GreaterThan(1e-4));
        Assert.That(ParameterUncertainty.Of(problem, outcome.Point, ["scene.scale"], options, 0).Remaining, Is.Null);
    }

    [Test]
    public void Nothing_is_left_behind()
    {
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var point = FrameModel.CreateTruth();
        _ = ParameterUncertainty.Of(problem, point, ["scene.height"], new ProfileOptions { Cells = 2 }, 0);
        var before = torch.Tensor.TotalCount;

        _ = ParameterUncertainty.Of(problem, point, ["scene.height"], new ProfileOptions { Cells = 2 }, 0);
        Assert.That(() => ParameterUncertainty.Of(problem, point, ["scene.height"], new ProfileOptions { Cells = 2 }, 0, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    [Test]
    public void Where_the_point_is_no_minimum_the_expected_derivatives_stand_in()
    {
        // Far from its measurement the model's own curvature is negative, and outweighs JᵀWJ.
        using var scope = torch.NewDisposeScope();
        using var problem = new FrameModel().CreateProblem(regularizers: [Prior]);
        using var point = FrameModel.CreateTruth();
        point["scene.x"].mul_(-3);

        var found = ParameterUncertainty.Of(problem, point, ["scene.scale", "scene.height"], new ProfileOptions(), 0);
        var expected = ParameterUncertainty.Of(problem, point, ["scene.scale", "scene.height"], new ProfileOptions(IsExact: false), 0);

        Assert.That((found.SecondDerivatives, expected.SecondDerivatives), Is.EqualTo((SecondDerivatives.Expected, SecondDerivatives.Expected)));
        Assert.That(found.Elements, Has.Count.EqualTo(4));
        Assert.That(found.Posterior, Is.EqualTo(expected.Posterior));
        Assert.That(Enumerable.Range(0, 4).Select(index => found.Posterior[index, index]), Has.All.Positive);
    }

    [Test]
    public void The_noise_level_scales_the_covariances_and_what_the_priors_weigh()
    {
        using var problem = new FrameModel().CreateProblem(hasPriors: false);
        using var point = FrameModel.CreateTruth();
        double[] Of(double factor) => Diagonal(ParameterUncertainty.Of(problem, point, ["scene.scale"], new ProfileOptions(NoiseFactor: factor), 0).Repeatability);

        Assert.That(Of(4)[0], Is.EqualTo(4 * Of(1)[0]).Within(1e-6).Percent);
    }

    private static double[,] Numbers(torch.Tensor matrix)
    {
        var result = new double[matrix.shape[0], matrix.shape[1]];
        foreach (var (row, column) in Enumerable.Range(0, (int)matrix.shape[0]).SelectMany(row => Enumerable.Range(0, (int)matrix.shape[1]).Select(column => (row, column))))
        {
            result[row, column] = matrix[row, column].item<double>();
        }

        return result;
    }

    private static double[] Diagonal(double[,] matrix) => [.. Enumerable.Range(0, matrix.GetLength(0)).Select(index => matrix[index, index])];

    // Of two covariances, in units of the standard deviations.
    private static double Difference(double[,] found, double[,] expected)
    {
        var deviations = Diagonal(expected).Select(Math.Sqrt).ToArray();
        return (from row in Enumerable.Range(0, deviations.Length)
                from column in Enumerable.Range(0, deviations.Length)
                select Math.Abs(found[row, column] - expected[row, column]) / (deviations[row] * deviations[column])).Max();
    }
}

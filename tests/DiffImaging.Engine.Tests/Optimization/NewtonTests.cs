using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Parameters;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>x + 1, λ x² + x − 1 and b x + b in each pixel, so that the model's curvature, weighed with the residual, is larger than JᵀWJ.</summary>
/// <remarks>Example 10.2.4 of Dennis and Schnabel, Numerical Methods for Unconstrained Optimization (1983), in each pixel, with a parameter beside it.</remarks>
[TestFixture]
public sealed class NewtonTests
{
    private const int Size = 6;
    private const double Lambda = -4;
    private const string Object = "scene.x";
    private const string Parameter = "scene.b";

    private static readonly PhaseOptions Newton = new()
    {
        Name = "newton", Solver = SolverKind.Newton, Iterations = 8, Tolerance = 0, MaximumStep = 100, LinearIterations = 60, LinearTolerance = 1e-6,
    };

    [Test]
    public void A_large_residual_stops_Gauss_Newton_but_not_Newton()
    {
        using var problem = CreateProblem();
        using var exact = Runner.Run(problem, Newton);
        using var approximate = Runner.Run(problem, Newton with { Solver = SolverKind.GaussNewton });

        Assert.That(Slope(problem, exact.Point), Is.LessThan(1e-4));
        Assert.That(Slope(problem, approximate.Point), Is.GreaterThan(1e-3));
    }

    [Test]
    public void The_product_is_that_of_the_second_derivatives()
    {
        using var problem = CreateProblem();
        using var point = Point(problem);
        var keys = new HashSet<string> { Object, Parameter };
        using var value = problem.Evaluate(point, keys);
        using var hessian = new HessianMatrix(problem, point, value.Gradient);
        using var tangent = new JointPoint();
        tangent[Object] = torch.linspace(-1, 2, Size * Size, torch.float64).reshape(1, 1, Size, Size).reshape(point[Object].shape);
        tangent[Parameter] = torch.full_like(point[Parameter], 0.7);

        using var product = hessian.Multiply(tangent, keys);
        var (x, b) = (point[Object], point[Parameter]);
        var (v, w) = (tangent[Object], tangent[Parameter]);

        // Of ½ (x + 1)² + ½ (λ x² + x − 1)² + ½ (b x + b)², pixel by pixel.
        var own = 1 + (2 * Lambda * x + 1).square() + 2 * Lambda * (Lambda * x.square() + x - 1) + b.square();
        var cross = 2 * b * (x + 1);
        using var ofObject = own * v + cross * w;
        using var ofParameter = (cross * v + (x + 1).square() * w).sum();
        Assert.That((product[Object] - ofObject).abs().max().item<double>(), Is.LessThan(2e-2 * ofObject.abs().max().item<double>()));
        Assert.That(product[Parameter].item<double>(), Is.EqualTo(ofParameter.item<double>()).Within(2).Percent);
    }

    [Test]
    public void The_priors_are_not_in_the_product()
    {
        using var problem = CreateProblem(new GaussianPrior(1e-3));
        using var plain = CreateProblem();
        using var point = Point(problem);
        var keys = new HashSet<string> { Object, Parameter };
        using var tangent = new JointPoint();
        tangent[Parameter] = torch.full_like(point[Parameter], 0.7);

        Assert.That(Product(problem), Is.EqualTo(Product(plain)).Within(1e-6).Percent);

        double Product(JointProblem one)
        {
            using var value = one.Evaluate(point, keys);
            using var hessian = new HessianMatrix(one, point, value.Gradient);
            using var product = hessian.Multiply(tangent, keys);
            return product[Parameter].item<double>();
        }
    }

    private static JointPoint Point(JointProblem problem)
    {
        var point = problem.CreateNominal();
        using var scope = torch.NewDisposeScope();
        point[Object] = torch.linspace(-0.3, 0.4, Size * Size, torch.float64).reshape(point[Object].shape);
        point[Parameter].fill_(0.6);
        return point;
    }

    private static double Slope(JointProblem problem, JointPoint point)
    {
        using var value = problem.Evaluate(point, new HashSet<string> { Object, Parameter });
        using var slope = value.Gradient[Object].abs().max();
        return Math.Max(slope.item<double>(), Math.Abs(value.Gradient[Parameter].item<double>()));
    }

    private static JointProblem CreateProblem(GaussianPrior? prior = null)
    {
        using var scope = torch.NewDisposeScope();
        var source = FakePlan.Source(Size, Size, 3);
        var plan = FakePlan.Single(source, [FakePlan.RealObject("x", source.Grid)], [FakePlan.Parameter("b", nominal: 0.5) with { Prior = prior }], (_, values, frames) =>
        {
            var x = values["x"].reshape(1, 1, Size, Size);
            var b = values["b"].reshape([]);
            return torch.cat([x, Lambda * x.square() + x, b * x + b]).narrow(0, frames.Start, frames.Count);
        });
        var one = torch.ones(1, 1, Size, Size, torch.float64);
        return new JointProblem(new ForwardPipeline(plan, FakePlan.Double), new FidelityTerm(new LeastSquares()), torch.cat([-one, one, torch.zeros_like(one)]), null, [], []);
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

/// <summary>Variables, components and images that the tests share.</summary>
internal static class Some
{
    public const double Pitch = 2e-6;

    public static ObjectVariable Variable(
        ObjectParametrization parametrization = ObjectParametrization.Complex, int rows = 12, int columns = 10, double background = 1) =>
        new("object", new SamplingGrid(rows, columns, Pitch), parametrization) { Background = background };

    public static StageContext Context(Precision precision = Precision.Double) => new(torch.CPU, precision, 1);

    public static IRegularizer Regularizer(
        IRegularizerFactory factory, string options, ObjectVariable variable, Precision precision = Precision.Double) =>
        Create(factory.Plan(Definition(options), variable), precision);

    public static IProximableRegularizer Proximable(
        IRegularizerFactory factory, string options, ObjectVariable variable, Precision precision = Precision.Double) =>
        (IProximableRegularizer)Regularizer(factory, options, variable, precision);

    public static IConstraint Constraint(
        IConstraintFactory factory, string options, ObjectVariable variable, Precision precision = Precision.Double) =>
        Create(factory.Plan(Definition(options), variable), precision);

    public static IReadOnlyList<Finding> Findings(IRegularizerFactory factory, string options, ObjectVariable variable) =>
        factory.Plan(Definition(options), variable).Findings;

    public static IReadOnlyList<Finding> Findings(IConstraintFactory factory, string options, ObjectVariable variable) =>
        factory.Plan(Definition(options), variable).Findings;

    /// <summary>Random numbers of a variable: about 1 where complex, about 0 where real.</summary>
    public static torch.Tensor Value(ObjectVariable variable, long seed, Precision precision = Precision.Double)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator((ulong)seed);
        var shape = variable.Shape.ToArray();
        var type = Context(precision).RealType;
        var numbers = 0.5 * torch.randn(variable.IsComplex ? [.. shape, 2] : shape, torch.ScalarType.Float64, generator: generator);
        var value = variable.IsComplex ? 1 + torch.view_as_complex(numbers) : numbers;
        return value.to(variable.IsComplex ? Context(precision).ComplexType : type).MoveToOuterDisposeScope();
    }

    public static double SquaredDistance(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        return (a - b).abs().square().sum().ToDouble();
    }

    public static double LargestDifference(torch.Tensor a, torch.Tensor b)
    {
        using var scope = torch.NewDisposeScope();
        return (a - b).abs().max().ToDouble();
    }

    private static ComponentDefinition Definition(string options) =>
        new("component", "component", (JsonObject)JsonNode.Parse(options)!, "components:component");

    private static T Create<T>(ComponentPlan<T> plan, Precision precision)
        where T : class
    {
        Assert.That(plan.Findings, Is.Empty);
        return plan.Create(Context(precision));
    }
}

using DiffImaging.Plugins.Regularizers.Constraints;
using DiffImaging.Plugins.Regularizers.Sparsity;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture]
public sealed class FusedModulusTests
{
    // Some float32 roundings of numbers about 1.
    private const double Rounding = 1e-6;

    [Test]
    public void Single_precision_shrinks_as_double_precision_does([Values(1, 7, 300)] int rows, [Values(1, 5, 301)] int columns)
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(rows: rows, columns: columns);
        using var single = Some.Proximable(new SparsityFactory(), "{}", variable, Precision.Single).CreateProximal();
        using var twice = Some.Proximable(new SparsityFactory(), "{}", variable).CreateProximal();
        var value = Some.Value(variable, 2);
        value[0, 0] = torch.complex(torch.tensor(1.0), torch.tensor(0.0));

        var result = single.Apply(value.to(torch.ScalarType.ComplexFloat32), 0.3);

        Assert.That(result.dtype, Is.EqualTo(torch.ScalarType.ComplexFloat32));
        Assert.That(Some.LargestDifference(result, twice.Apply(value, 0.3)), Is.LessThan(Rounding));
    }

    [Test]
    public void Single_precision_is_bounded_as_double_precision_is([Values(1, 7, 300)] int rows, [Values(1, 5, 301)] int columns)
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(rows: rows, columns: columns);
        using var single = Some.Constraint(new AmplitudeBoundFactory(), """{ "maximum": 0.9 }""", variable, Precision.Single);
        using var twice = Some.Constraint(new AmplitudeBoundFactory(), """{ "maximum": 0.9 }""", variable);
        var value = Some.Value(variable, 2);

        var result = single.Project(value.to(torch.ScalarType.ComplexFloat32));

        Assert.That(Some.LargestDifference(result, twice.Project(value)), Is.LessThan(Rounding));
    }
}

using DiffImaging.Plugins.Regularizers.Variation;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture]
public sealed class FusedDualProjectionTests
{
    // A few dozen float32 roundings of numbers about 1.
    private const double Rounding = 5e-6;

    [Test]
    public void The_fused_form_does_what_the_plain_form_does(
        [Values] bool isComplex, [Values(1, 2, 97)] int rows, [Values(1, 5, 64, 83)] int columns, [Values(1, 3)] int threads,
        [Values(1, 4, 11)] int iterations)
    {
        using var scope = torch.NewDisposeScope();
        var image = Image(rows, columns, isComplex);
        var (plain, fused) = (torch.zeros([2, rows, columns], image.dtype), torch.zeros([2, rows, columns], image.dtype));
        var projection = new FusedDualProjection(rows, columns, isComplex, threads);

        for (var call = 0; call < 3; call++)
        {
            var expected = DualProjection.Apply(image, 0.3, plain, iterations);
            var result = projection.Apply(image, 0.3, fused, iterations);

            Assert.That(Some.LargestDifference(result, expected), Is.LessThan(Rounding));
            Assert.That(Some.LargestDifference(fused, plain), Is.LessThan(Rounding / 0.3));
        }
    }

    [Test]
    public void The_number_of_threads_changes_no_bit([Values] bool isComplex)
    {
        using var scope = torch.NewDisposeScope();
        var image = Image(200, 61, isComplex);
        var results = new[] { 1, 2, 5 }.Select(threads =>
        {
            var dual = torch.zeros([2, 200, 61], image.dtype);
            return new FusedDualProjection(200, 61, isComplex, threads).Apply(image, 0.3, dual, 11);
        }).ToList();

        Assert.That(Some.LargestDifference(results[0], results[1]), Is.Zero);
        Assert.That(Some.LargestDifference(results[0], results[2]), Is.Zero);
    }

    [Test]
    public void The_fused_sum_is_the_plain_sum([Values] bool isComplex, [Values(1, 2, 97)] int rows, [Values(1, 5, 64, 83)] int columns)
    {
        using var scope = torch.NewDisposeScope();
        var image = Image(rows, columns, isComplex);

        var (expected, value) = (SmoothedVariation.Of(image, 1e-3), FusedVariation.Of(image, 1e-3));

        Assert.That(value.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(value.ToDouble(), Is.EqualTo(expected.ToDouble()).Within(Rounding * (1 + expected.ToDouble())));
    }

    private static torch.Tensor Image(int rows, int columns, bool isComplex)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(7);
        var numbers = torch.randn([rows, columns, 2], torch.ScalarType.Float32, generator: generator);
        return (isComplex ? torch.view_as_complex(numbers) : numbers.select(-1, 0)).clone().MoveToOuterDisposeScope();
    }
}

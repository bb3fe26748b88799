using DiffImaging.Engine.Optimization;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

[TestFixture]
public sealed class FusedAdamTests
{
    // A few roundings of float32 in each of some steps.
    private const double Single = 1e-5;

    [Test]
    public void One_pass_makes_the_steps_of_double_precision()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed: 1);
        long[] shape = [31, 17, 2];
        var precise = Enumerable.Range(0, 3).Select(_ => torch.zeros(shape, torch.float64)).ToArray();
        var single = Enumerable.Range(0, 3).Select(_ => torch.zeros(shape, torch.float32)).ToArray();
        for (var step = 1; step <= 7; step++)
        {
            var gradient = torch.randn(shape, torch.float64, generator: generator);
            AdamUpdate.Apply(precise[0], gradient, precise[1], precise[2], step, 0.1);
            Assert.That(FusedAdam.Takes(single[0], gradient.to(torch.float32), single[1], single[2]), Is.True);
            AdamUpdate.Apply(single[0], gradient.to(torch.float32), single[1], single[2], step, 0.1);
        }

        for (var index = 0; index < 3; index++)
        {
            Assert.That(((single[index] - precise[index]).norm() / precise[index].norm()).ToDouble(), Is.LessThan(Single));
        }
    }

    [Test]
    public void Other_precisions_and_strided_tensors_are_refused()
    {
        using var scope = torch.NewDisposeScope();
        var tensor = torch.zeros(4, 6);

        Assert.That(FusedAdam.Takes(tensor, tensor), Is.True);
        Assert.That(FusedAdam.Takes(tensor, torch.zeros(4, 6, dtype: torch.float64)), Is.False);
        Assert.That(FusedAdam.Takes(tensor, torch.zeros(6, 4).t()), Is.False);
        Assert.That(FusedAdam.Takes(tensor, torch.zeros(4, 5)), Is.False);
    }
}

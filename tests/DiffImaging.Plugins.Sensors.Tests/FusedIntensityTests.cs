using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

[TestFixture]
public sealed class FusedIntensityTests
{
    private const double Single = 1e-6;

    // 3 × 7 leaves pixels over behind the last whole vector.
    [TestCase(1, 3, 7)]
    [TestCase(2, 64, 40)]
    public void One_pass_gives_intensity_and_cotangent_of_double_precision(int frames, int rows, int columns)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(seed: 1);
        var field = torch.randn([frames, 1, rows, columns], torch.complex128, generator: generator);
        var cotangent = torch.randn([frames, 1, rows, columns], torch.float64, generator: generator);
        var single = field.to(torch.complex64);
        Assert.That(FusedIntensity.Takes(single), Is.True);
        Assert.That(FusedIntensity.Takes(field), Is.False);

        var intensity = FieldIntensity.Of(single, modes: 3);
        var back = FieldIntensity.Cotangent(single, cotangent.to(torch.float32), 1.5);

        Assert.That(Relative(intensity, FieldIntensity.Of(field, modes: 3)), Is.LessThan(Single));
        Assert.That(Relative(back, FieldIntensity.Cotangent(field, cotangent.clone(), 1.5)), Is.LessThan(Single));
    }

    private static double Relative(torch.Tensor found, torch.Tensor expected) => ((found - expected).abs().norm() / expected.abs().norm()).ToDouble();
}

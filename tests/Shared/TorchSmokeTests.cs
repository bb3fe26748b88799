using TorchSharp;

namespace DiffImaging.Tests;

/// <summary>Linked into every test project that runs torch: the native libraries load from this project's output.</summary>
[TestFixture]
public sealed class TorchSmokeTests
{
    [Test]
    public void Torch_transforms_a_complex_delta_into_a_constant()
    {
        using var scope = torch.NewDisposeScope();
        var delta = torch.zeros(4, 8, dtype: torch.complex64);
        delta[0, 0] = 1;

        var transform = torch.fft.fft2(delta);

        Assert.That(transform.dtype, Is.EqualTo(torch.ScalarType.ComplexFloat32));
        Assert.That(torch.allclose(transform, torch.ones_like(transform)), Is.True);
    }
}

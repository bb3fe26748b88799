using TorchSharp;

namespace DiffImaging.Benchmarks;

/// <summary>The four transforms that an iteration cannot avoid: there and back for the field, there and back for its cotangent.</summary>
internal sealed class TransformsStep : IStep
{
    private readonly torch.Tensor _field;

    public TransformsStep(int size)
    {
        using var generator = new torch.Generator(seed: 2);
        _field = torch.randn(size, size, dtype: torch.complex64, generator: generator).DetachFromDisposeScope();
    }

    public string Name => "four bare fft2";

    public void Run()
    {
        for (var repetition = 0; repetition < 2; repetition++)
        {
            using var spectrum = torch.fft.fft2(_field);
            using var back = torch.fft.ifft2(spectrum);
        }
    }

    public void Dispose() => _field.Dispose();
}

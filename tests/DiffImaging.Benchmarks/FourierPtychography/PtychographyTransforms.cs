using TorchSharp;

namespace DiffImaging.Benchmarks.FourierPtychography;

/// <summary>The transforms that an iteration cannot avoid: there and back for each LED's field, in batches as torch likes them best, and for the object.</summary>
internal sealed class PtychographyTransforms(int size) : IStep
{
    private const int Batch = 15;

    private readonly torch.Tensor _fields = Random(Batch, size);
    private readonly torch.Tensor _object = Random(1, size * PtychographyScene.Upsampling);

    public string Name => "bare transforms";

    public void Run()
    {
        Pair(_object);
        for (var batch = 0; batch < PtychographyScene.Leds / Batch; batch++)
        {
            Pair(_fields);
        }
    }

    public void Dispose()
    {
        _fields.Dispose();
        _object.Dispose();
    }

    private static void Pair(torch.Tensor field)
    {
        using var spectrum = torch.fft.fft2(field);
        using var back = torch.fft.ifft2(field);
    }

    private static torch.Tensor Random(int count, int side)
    {
        using var generator = new torch.Generator(seed: 2);
        return torch.randn(count, side, side, dtype: torch.complex64, generator: generator).DetachFromDisposeScope();
    }
}

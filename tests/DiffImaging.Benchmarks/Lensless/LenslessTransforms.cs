using TorchSharp;

namespace DiffImaging.Benchmarks.Lensless;

/// <summary>The transforms that an iteration cannot avoid: there and back for each frame's field and for the object.</summary>
internal sealed class LenslessTransforms : IStep
{
    private const int Size = LenslessScene.Pixels * LenslessScene.Refinement;

    private readonly torch.Tensor _field;

    public LenslessTransforms()
    {
        using var generator = new torch.Generator(seed: 2);
        _field = torch.randn(Size, Size, dtype: torch.complex64, generator: generator).DetachFromDisposeScope();
    }

    public string Name => "bare transforms";

    public void Run()
    {
        for (var pair = 0; pair <= LenslessScene.Frames; pair++)
        {
            using var spectrum = torch.fft.fft2(_field);
            using var back = torch.fft.ifft2(spectrum);
        }
    }

    public void Dispose() => _field.Dispose();
}

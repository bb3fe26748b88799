using DiffImaging.Plugins.FourierPtychography.Transforms;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Transforms;

/// <summary>The plugin's own FFT against the tensor library's in double precision.</summary>
public sealed class LineTransformTests
{
    private static int[] Lengths => [.. Enumerable.Range(1, 512).Where(LineTransform.Takes)];

    [Test]
    public void Lengths_without_prime_factors_beyond_five_are_taken_in_whole_vectors() => Assert.That(
        Lengths,
        Is.EqualTo(new[]
        {
            16, 24, 32, 40, 48, 64, 72, 80, 96, 120, 128, 144, 160, 192, 200, 216, 240, 256, 288, 320, 360, 384, 400, 432, 480, 512,
        }));

    [Test]
    public void Eight_lines_are_transformed_as_the_tensor_library_does([ValueSource(nameof(Lengths))] int length, [Values] bool isInverse)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = RandomTensor.Generator(length);
        var lines = RandomTensor.Normal([length, LineTransform.Lanes], true, generator);
        var expected = isInverse ? torch.fft.ifft(lines, dim: 0) * length : torch.fft.fft_(lines, dim: 0);

        // Real parts, imaginary parts; exchanged on both sides for the inverse.
        var parts = torch.view_as_real(lines).permute(0, 2, 1);
        var numbers = (isInverse ? parts.flip(1) : parts).to(torch.float32).contiguous().data<float>().ToArray();
        var found = new LineTransform(length).Run(numbers, new float[numbers.Length]).ToArray();
        var result = torch.tensor(found).to(torch.float64).reshape(length, 2, LineTransform.Lanes);
        result = torch.view_as_complex((isInverse ? result.flip(1) : result).permute(0, 2, 1).contiguous());

        Assert.That(Measure.RelativeError(result, expected), Is.LessThan(1e-6));
        Assert.That((result - expected).abs().max().ToDouble(), Is.LessThan(1e-6 * expected.abs().max().ToDouble()));
    }
}

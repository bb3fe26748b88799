using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Changes the number of samples of a periodic, band-limited image without changing its extent.</summary>
public static class FourierInterpolation
{
    /// <summary>Refines a field by whole factors through its spectrum.</summary>
    /// <remarks>Values at the old samples are kept. The Nyquist row and column of even sizes are kept on one side.</remarks>
    /// <param name="field">Complex, <c>[..., rows, columns]</c>.</param>
    /// <param name="factor">New samples for each old one along an axis.</param>
    /// <returns>Complex, <c>[..., rows · factor, columns · factor]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Refine(torch.Tensor field, int factor)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (factor == 1)
        {
            return field.alias();
        }

        using var scope = torch.NewDisposeScope();
        var spectrum = Spread(torch.fft.fft2(field), factor);
        return (torch.fft.ifft2(spectrum) * ((double)factor * factor)).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the adjoint of <see cref="Refine"/>.</summary>
    /// <param name="field">Complex, <c>[..., rows · factor, columns · factor]</c>.</param>
    /// <param name="factor">The factor of the refinement.</param>
    /// <returns>Complex, <c>[..., rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor RefineAdjoint(torch.Tensor field, int factor)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (factor == 1)
        {
            return field.alias();
        }

        using var scope = torch.NewDisposeScope();
        return torch.fft.ifft2(Gather(torch.fft.fft2(field), factor)).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Spread(torch.Tensor spectrum, int factor)
    {
        var (rows, columns) = (spectrum.shape[^2], spectrum.shape[^1]);
        var result = torch.zeros([.. spectrum.shape[..^2], rows * factor, columns * factor], spectrum.dtype, spectrum.device);
        foreach (var (source, target, height, left, to, width) in Quadrants(rows, columns, factor))
        {
            result.narrow(-2, target, height).narrow(-1, to, width).copy_(spectrum.narrow(-2, source, height).narrow(-1, left, width));
        }

        return result;
    }

    private static torch.Tensor Gather(torch.Tensor spectrum, int factor)
    {
        var (rows, columns) = (spectrum.shape[^2] / factor, spectrum.shape[^1] / factor);
        var result = torch.zeros([.. spectrum.shape[..^2], rows, columns], spectrum.dtype, spectrum.device);
        foreach (var (source, target, height, left, to, width) in Quadrants(rows, columns, factor))
        {
            result.narrow(-2, source, height).narrow(-1, left, width).copy_(spectrum.narrow(-2, target, height).narrow(-1, to, width));
        }

        return result;
    }

    private static IEnumerable<(long Source, long Target, long Height, long Left, long To, long Width)> Quadrants(long rows, long columns, int factor)
    {
        foreach (var (source, target, height) in Halves(rows, factor))
        {
            foreach (var (left, to, width) in Halves(columns, factor))
            {
                yield return (source, target, height, left, to, width);
            }
        }
    }

    private static IEnumerable<(long Source, long Target, long Size)> Halves(long size, int factor)
    {
        var positive = (size + 1) / 2;
        yield return (0, 0, positive);
        yield return (positive, size * factor - (size - positive), size - positive);
    }
}

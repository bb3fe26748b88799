using TorchSharp;

namespace DiffImaging.Optics.Resampling;

/// <summary>Adds and removes samples about an image.</summary>
public static class Margin
{
    /// <summary>Adds zero samples on every side.</summary>
    /// <param name="image">Any dtype, <c>[..., rows, columns]</c>.</param>
    /// <param name="margin">Samples on each side.</param>
    /// <returns>A fresh tensor, <c>[..., rows + 2·margin, columns + 2·margin]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Add(torch.Tensor image, int margin)
    {
        ArgumentNullException.ThrowIfNull(image);
        return torch.nn.functional.pad(image, [margin, margin, margin, margin]);
    }

    /// <summary>Cuts samples off on every side.</summary>
    /// <param name="image">Any dtype, <c>[..., rows, columns]</c>.</param>
    /// <param name="margin">Samples on each side.</param>
    /// <returns>A view, in the caller's dispose scope.</returns>
    public static torch.Tensor Remove(torch.Tensor image, int margin)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Centre(image, (int)image.shape[^2] - 2 * margin, (int)image.shape[^1] - 2 * margin);
    }

    /// <summary>Cuts out the centre: sample (rows / 2, columns / 2) stays on the axis.</summary>
    /// <param name="image">Any dtype, <c>[..., rows, columns]</c>.</param>
    /// <param name="rows">Rows wanted.</param>
    /// <param name="columns">Columns wanted.</param>
    /// <returns>A view, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">More is wanted than there is.</exception>
    public static torch.Tensor Centre(torch.Tensor image, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (top, left) = Corner((int)image.shape[^2], (int)image.shape[^1], rows, columns);
        using var scope = torch.NewDisposeScope();
        return image.narrow(-2, top, rows).narrow(-1, left, columns).MoveToOuterDisposeScope();
    }

    /// <summary>Puts an image into the centre of a larger one of zeros: the adjoint of <see cref="Centre"/>.</summary>
    /// <param name="image">Any dtype, <c>[..., rows, columns]</c>.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <returns>A fresh tensor, in the caller's dispose scope.</returns>
    public static torch.Tensor Embed(torch.Tensor image, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(image);
        var (inner, across) = ((int)image.shape[^2], (int)image.shape[^1]);
        var (top, left) = Corner(rows, columns, inner, across);
        return torch.nn.functional.pad(image, [left, columns - across - left, top, rows - inner - top]);
    }

    private static (int Top, int Left) Corner(int rows, int columns, int innerRows, int innerColumns) =>
        innerRows > rows || innerColumns > columns
            ? throw new ArgumentException($"Found {rows} × {columns} samples, expected at least {innerRows} × {innerColumns}.", nameof(rows))
            : (rows / 2 - innerRows / 2, columns / 2 - innerColumns / 2);
}

using DiffImaging.Plugins.FourierPtychography.Pupils;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Between FFT order, zero first, and a box about zero whose lowest frequency comes first.</summary>
internal static class BoxOrder
{
    /// <summary>Cuts the box out of a spectrum in FFT order; autograd can record it.</summary>
    /// <param name="spectrum"><c>[..., rows, columns]</c>, FFT order.</param>
    /// <param name="box">The box.</param>
    /// <returns><c>[..., box rows, box columns]</c>.</returns>
    public static torch.Tensor Cut(torch.Tensor spectrum, PupilBox box) =>
        spectrum.roll([-box.FirstRow, -box.FirstColumn], [-2, -1]).narrow(-2, 0, box.Rows).narrow(-1, 0, box.Columns);

    /// <summary>Puts a box into a spectrum in FFT order that is zero elsewhere; autograd can record it.</summary>
    /// <param name="values"><c>[..., box rows, box columns]</c>.</param>
    /// <param name="box">The box.</param>
    /// <param name="rows">Rows of the spectrum.</param>
    /// <param name="columns">Columns of the spectrum.</param>
    /// <returns><c>[..., rows, columns]</c>, FFT order.</returns>
    public static torch.Tensor Spread(torch.Tensor values, PupilBox box, long rows, long columns)
    {
        var padded = torch.nn.functional.pad(values, [0L, columns - box.Columns, 0L, rows - box.Rows]);
        return padded.roll([box.FirstRow, box.FirstColumn], [-2, -1]);
    }
}

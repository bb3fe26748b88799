using System.Runtime.InteropServices;
using DiffImaging.Optics.Kernels;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Propagation;

/// <summary>The products of <see cref="ShiftedTransfer"/> in one pass over the spectrum.</summary>
/// <param name="grid">Grid of the fields.</param>
/// <param name="axialPhase">φ' in rad/m, float64, <c>[rows, columns]</c>; borrowed.</param>
/// <param name="passing">1 where the wave passes, <c>[rows, columns]</c>; borrowed.</param>
internal sealed class FusedShiftedTransfer(SamplingGrid grid, torch.Tensor axialPhase, torch.Tensor passing)
{
    private readonly int _columns = grid.Columns;

    // A row and its mirror image share H, so that the work is counted in pairs.
    private readonly int _pairs = grid.Rows / 2 + 1;

    // Frequencies with the signs that Im(A) Re(S) − Re(A) Im(S) has in rows of real and imaginary part in turn.
    private readonly float[] _frequencies = [.. Enumerable.Range(0, 2 * grid.Columns).Select(index =>
        (float)((index % 2 == 0 ? 1 : -1) * Frequency(index / 2, grid.Columns, grid.Pitch)))];

    /// <summary>Whether this form can take a spectrum.</summary>
    public bool Takes(torch.Tensor spectrum) =>
        spectrum.dim() == 2 && spectrum.shape[0] == grid.Rows && spectrum.shape[1] == _columns && spectrum.is_complex()
        && FusedKernel.Takes(spectrum) && FusedKernel.Takes(passing);

    /// <summary>T S.</summary>
    public void Multiply(torch.Tensor spectrum, Displacement displacement, torch.Tensor result)
    {
        var ramp = Ramp(displacement.X, _columns);
        FusedKernel.Run(_pairs, 4 * _columns, (start, end) =>
        {
            using var transfer = new TransferRow(_columns);
            var product = new float[2 * _columns];
            var source = FusedKernel.Numbers(spectrum);
            var target = FusedKernel.Numbers(result);
            for (var row = start; row < end; row++)
            {
                Compute(transfer, product, ramp, row, displacement.Z, withSlope: false);
                foreach (var place in Places(row))
                {
                    ComplexRow.Multiply(Row(source, place), product, Phase(place, displacement.Y), Row(target, place));
                }
            }
        });
    }

    /// <summary>Adds T* G to the sum.</summary>
    /// <returns>The derivatives; zeros without S.</returns>
    public Displacement Gather(torch.Tensor cotangent, Displacement displacement, torch.Tensor sum, torch.Tensor? spectrum)
    {
        var ramp = Ramp(displacement.X, _columns);
        var slopes = new Displacement[_pairs];
        FusedKernel.Run(_pairs, 6 * _columns, (start, end) =>
        {
            using var transfer = new TransferRow(_columns);
            var product = new float[2 * _columns];
            var source = FusedKernel.Numbers(cotangent);
            var target = FusedKernel.Numbers(sum);
            var others = spectrum is null ? default : FusedKernel.Numbers(spectrum);
            for (var row = start; row < end; row++)
            {
                Compute(transfer, product, ramp, row, displacement.Z, spectrum is not null);
                foreach (var place in Places(row))
                {
                    if (spectrum is null)
                    {
                        ComplexRow.AddConjugate(Row(source, place), product, Phase(place, displacement.Y), Row(target, place));
                        continue;
                    }

                    var (plain, alongX, alongZ) = ComplexRow.AddConjugateWithTwist(
                        Row(source, place), product, Phase(place, displacement.Y), Row(target, place), Row(others, place), _frequencies, transfer.Slopes);
                    slopes[row] = new Displacement(
                        slopes[row].X + alongX, slopes[row].Y + Frequency(place, grid.Rows, grid.Pitch) * plain, slopes[row].Z + alongZ);
                }
            }
        });
        var (turns, samples) = (-2 * Math.PI, (double)grid.Rows * _columns);
        return new Displacement(turns * slopes.Sum(slope => slope.X) / samples, turns * slopes.Sum(slope => slope.Y) / samples, slopes.Sum(slope => slope.Z) / samples);
    }

    // H of a row times the ramp along it.
    private void Compute(TransferRow transfer, float[] product, float[] ramp, int row, double distance, bool withSlope)
    {
        transfer.Compute(
            MemoryMarshal.Cast<byte, double>(axialPhase.bytes).Slice(row * _columns, _columns),
            FusedKernel.Numbers(passing).Slice(row * _columns, _columns), distance, withSlope);
        ramp.CopyTo(product, 0);
        transfer.Multiply(product);
    }

    private int[] Places(int row) => row == 0 || 2 * row == grid.Rows ? [row] : [row, grid.Rows - row];

    private (float Real, float Imaginary) Phase(int row, double shift)
    {
        var (sine, cosine) = Math.SinCos(-2 * Math.PI * Frequency(row, grid.Rows, grid.Pitch) * shift);
        return ((float)cosine, (float)sine);
    }

    private float[] Ramp(double shift, int size)
    {
        var ramp = new float[2 * size];
        for (var index = 0; index < size; index++)
        {
            var (sine, cosine) = Math.SinCos(-2 * Math.PI * Frequency(index, size, grid.Pitch) * shift);
            (ramp[2 * index], ramp[2 * index + 1]) = ((float)cosine, (float)sine);
        }

        return ramp;
    }

    private Span<float> Row(Span<float> numbers, int row) => numbers.Slice(row * 2 * _columns, 2 * _columns);

    private static double Frequency(int index, int size, double pitch) => (index < (size + 1) / 2 ? index : index - size) / (size * pitch);
}

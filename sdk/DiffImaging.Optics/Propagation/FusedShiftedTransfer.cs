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

    /// <summary>T_j S for several displacements j; S is read once.</summary>
    /// <param name="spectrum">S, <c>[rows, columns]</c>.</param>
    /// <param name="displacements">The displacements.</param>
    /// <param name="results">Takes the products, each <c>[rows, columns]</c>.</param>
    public void Multiply(torch.Tensor spectrum, IReadOnlyList<Displacement> displacements, IReadOnlyList<torch.Tensor> results)
    {
        var ramps = displacements.Select(displacement => Ramp(displacement.X, _columns)).ToArray();
        FusedKernel.Run(_pairs, (2 + 2 * displacements.Count) * _columns, (start, end) =>
        {
            using var transfer = new TransferRow(_columns);
            var product = new float[2 * _columns];
            var source = FusedKernel.Numbers(spectrum);
            for (var row = start; row < end; row++)
            {
                var distance = double.NaN;
                for (var index = 0; index < ramps.Length; index++)
                {
                    Compute(transfer, product, ramps[index], row, displacements[index].Z, ref distance, withSlope: false);
                    var target = FusedKernel.Numbers(results[index]);
                    foreach (var place in Places(row))
                    {
                        ComplexRow.Multiply(Row(source, place), product, Phase(place, displacements[index].Y), Row(target, place));
                    }
                }
            }
        });
    }

    /// <summary>Adds Σ_j T_j* G_j to the sum; S and the sum are read once.</summary>
    /// <param name="cotangents">G_j, each <c>[rows, columns]</c>.</param>
    /// <param name="displacements">The displacements.</param>
    /// <param name="sum">Takes the sum, <c>[rows, columns]</c>.</param>
    /// <param name="spectrum">S; null where no derivative is wanted.</param>
    /// <returns>The derivatives by each displacement; zeros without S.</returns>
    public Displacement[] Gather(IReadOnlyList<torch.Tensor> cotangents, IReadOnlyList<Displacement> displacements, torch.Tensor sum, torch.Tensor? spectrum)
    {
        var ramps = displacements.Select(displacement => Ramp(displacement.X, _columns)).ToArray();
        var slopes = new Displacement[ramps.Length, _pairs];
        FusedKernel.Run(_pairs, (4 + 2 * displacements.Count) * _columns, (start, end) =>
        {
            using var transfer = new TransferRow(_columns);
            var product = new float[2 * _columns];
            var target = FusedKernel.Numbers(sum);
            var others = spectrum is null ? default : FusedKernel.Numbers(spectrum);
            for (var row = start; row < end; row++)
            {
                var distance = double.NaN;
                for (var index = 0; index < ramps.Length; index++)
                {
                    Compute(transfer, product, ramps[index], row, displacements[index].Z, ref distance, spectrum is not null);
                    var source = FusedKernel.Numbers(cotangents[index]);
                    foreach (var place in Places(row))
                    {
                        var phase = Phase(place, displacements[index].Y);
                        if (spectrum is null)
                        {
                            ComplexRow.AddConjugate(Row(source, place), product, phase, Row(target, place));
                            continue;
                        }

                        var (plain, alongX, alongZ) = ComplexRow.AddConjugateWithTwist(
                            Row(source, place), product, phase, Row(target, place), Row(others, place), _frequencies, transfer.Slopes);
                        ref var slope = ref slopes[index, row];
                        slope = new Displacement(slope.X + alongX, slope.Y + Frequency(place, grid.Rows, grid.Pitch) * plain, slope.Z + alongZ);
                    }
                }
            }
        });
        return [.. Enumerable.Range(0, ramps.Length).Select(index => Total(slopes, index))];
    }

    private Displacement Total(Displacement[,] slopes, int index)
    {
        var (x, y, z) = (0.0, 0.0, 0.0);
        for (var row = 0; row < _pairs; row++)
        {
            (x, y, z) = (x + slopes[index, row].X, y + slopes[index, row].Y, z + slopes[index, row].Z);
        }

        var (turns, samples) = (-2 * Math.PI, (double)grid.Rows * _columns);
        return new Displacement(turns * x / samples, turns * y / samples, z / samples);
    }

    // H of a row times the ramp along it. Frames at one distance follow each other: they share H.
    private void Compute(TransferRow transfer, float[] product, float[] ramp, int row, double distance, ref double computed, bool withSlope)
    {
        if (distance != computed)
        {
            transfer.Compute(
                MemoryMarshal.Cast<byte, double>(axialPhase.bytes).Slice(row * _columns, _columns),
                FusedKernel.Numbers(passing).Slice(row * _columns, _columns), distance, withSlope);
            computed = distance;
        }

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

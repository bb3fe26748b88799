using System.Runtime.InteropServices;
using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Optics.Propagation;

/// <summary>Products with the transfer function in one pass over the spectrum: H is never in memory as a whole.</summary>
/// <param name="axialPhase">φ' in rad/m, float64, <c>[rows, columns]</c>; borrowed.</param>
/// <param name="passing">1 where the wave passes, float32, <c>[rows, columns]</c>; borrowed.</param>
internal sealed class FusedTransfer(torch.Tensor axialPhase, torch.Tensor passing)
{
    private readonly int _rows = (int)axialPhase.shape[0];
    private readonly int _columns = (int)axialPhase.shape[1];

    // A row and its mirror image share H, so that the work is counted in pairs.
    private int Pairs => _rows / 2 + 1;

    /// <summary>Whether this form can take a spectrum: one distance for all of its fields, or one for each frame.</summary>
    public bool Takes(torch.Tensor spectrum, torch.Tensor distance) =>
        spectrum.dim() >= 2 && spectrum.is_complex() && FusedKernel.Takes(spectrum) && FusedKernel.Takes(passing)
        && axialPhase.is_contiguous()
        && !(distance.requires_grad && torch.is_grad_enabled())
        && (distance.dim() == 0 || spectrum.dim() == 4 && spectrum.shape[0] == distance.shape[0]);

    /// <summary>S ← H(z) S.</summary>
    public void Multiply(torch.Tensor spectrum, torch.Tensor distance)
    {
        var distances = Distances(distance);
        var fields = Fields(spectrum);
        FusedKernel.Run(fields * Pairs, 4 * _columns, (start, end) =>
        {
            using var transfer = new TransferRow(_columns);
            var numbers = FusedKernel.Numbers(spectrum);
            for (var index = start; index < end; index++)
            {
                var (field, row, mirror) = Place(index);
                Compute(transfer, row, distances[field * distances.Length / fields], withSlope: false);
                transfer.Multiply(Row(numbers, field, row));
                if (mirror != row)
                {
                    transfer.Multiply(Row(numbers, field, mirror));
                }
            }
        });
    }

    /// <summary>G ← H(z)* G.</summary>
    /// <param name="cotangent">G; changed.</param>
    /// <param name="spectrum">S = H F{u}, where the slopes are wanted.</param>
    /// <param name="distance">z.</param>
    /// <returns>Σ φ' Re(conj(G) i S) for each distance, with the G that came in; zeros where S is not given.</returns>
    public double[] MultiplyConjugate(torch.Tensor cotangent, torch.Tensor? spectrum, torch.Tensor distance)
    {
        var distances = Distances(distance);
        var fields = Fields(cotangent);
        var slopes = new double[fields * Pairs];
        FusedKernel.Run(fields * Pairs, 4 * _columns, (start, end) =>
        {
            using var transfer = new TransferRow(_columns);
            var numbers = FusedKernel.Numbers(cotangent);
            var others = spectrum is null ? default : FusedKernel.Numbers(spectrum);
            for (var index = start; index < end; index++)
            {
                var (field, row, mirror) = Place(index);
                Compute(transfer, row, distances[field * distances.Length / fields], spectrum is not null);
                slopes[index] = Turn(transfer, numbers, others, field, row);
                if (mirror != row)
                {
                    slopes[index] += Turn(transfer, numbers, others, field, mirror);
                }
            }
        });
        var share = slopes.Length / distances.Length;
        return [.. Enumerable.Range(0, distances.Length).Select(index => slopes.AsSpan(index * share, share).ToArray().Sum())];
    }

    private double Turn(TransferRow transfer, Span<float> cotangents, Span<float> spectra, int field, int row)
    {
        var cotangent = Row(cotangents, field, row);
        var slope = spectra.IsEmpty ? 0 : transfer.Slope(cotangent, Row(spectra, field, row));
        transfer.MultiplyConjugate(cotangent);
        return slope;
    }

    private void Compute(TransferRow transfer, int row, double distance, bool withSlope) => transfer.Compute(
        MemoryMarshal.Cast<byte, double>(axialPhase.bytes).Slice(row * _columns, _columns),
        FusedKernel.Numbers(passing).Slice(row * _columns, _columns), distance, withSlope);

    private (int Field, int Row, int Mirror) Place(int index)
    {
        var (field, row) = Math.DivRem(index, Pairs);
        return (field, row, row == 0 ? 0 : _rows - row);
    }

    private Span<float> Row(Span<float> numbers, int field, int row) =>
        numbers.Slice((field * _rows + row) * 2 * _columns, 2 * _columns);

    private int Fields(torch.Tensor spectrum) => (int)(spectrum.numel() / ((long)_rows * _columns));

    private static double[] Distances(torch.Tensor distance) =>
        distance.detach().to(torch.ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
}

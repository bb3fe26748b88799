using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Optics.Kernels;

namespace DiffImaging.Optics.Propagation;

/// <summary>One row of H = exp(iφ'z) in a buffer that stays in the cache, laid out for products with rows of complex64.</summary>
/// <remarks>H is even in both frequencies: half a row is computed and mirrored, and a row serves its mirror image too.</remarks>
internal sealed class TransferRow : IDisposable
{
    private static readonly Vector256<float> Alternating = Vector256.Create(1f, -1f, 1f, -1f, 1f, -1f, 1f, -1f);

    private readonly int _columns;
    private readonly float[] _cosine;    // Re H, each value twice
    private readonly float[] _sine;      // −Im H, +Im H
    private readonly float[] _slope;     // +φ', −φ'

    public TransferRow(int columns)
    {
        _columns = columns;
        (_cosine, _sine, _slope) = (Rent(), Rent(), Rent());

        float[] Rent() => ArrayPool<float>.Shared.Rent(2 * (columns + 1));
    }

    /// <summary>+φ', −φ' for each number of a row.</summary>
    public ReadOnlySpan<float> Slopes => _slope.AsSpan(0, 2 * _columns);

    /// <summary>Computes the row.</summary>
    /// <param name="axialPhase">φ' of the row in rad/m.</param>
    /// <param name="passing">1 where the wave passes, else 0.</param>
    /// <param name="distance">z in metres.</param>
    /// <param name="withSlope">Whether <see cref="MultiplyConjugate"/> will ask for the slope.</param>
    public void Compute(ReadOnlySpan<double> axialPhase, ReadOnlySpan<float> passing, double distance, bool withSlope)
    {
        // In turns, less the whole ones, still in float64; cosine and sine in the working precision.
        var perTurn = distance / (2 * Math.PI);
        ref var phase = ref MemoryMarshal.GetReference(axialPhase);
        ref var pass = ref MemoryMarshal.GetReference(passing);
        var half = _columns / 2 + 1;
        var column = 0;
        for (; column <= half - Vector256<float>.Count; column += Vector256<float>.Count)
        {
            var (low, high) = (Vector256.LoadUnsafe(ref phase, (nuint)column), Vector256.LoadUnsafe(ref phase, (nuint)column + 4));
            var (lowTurn, highTurn) = (low * perTurn, high * perTurn);
            var turn = Vector256.Narrow(lowTurn - Vector256.Round(lowTurn), highTurn - Vector256.Round(highTurn));
            var (sine, cosine) = FloatFunctions.SinCos(turn * (2 * MathF.PI));
            var mask = Vector256.LoadUnsafe(ref pass, (nuint)column);
            Put(_cosine, column, cosine * mask, Vector256<float>.One);
            Put(_sine, column, sine * mask, -Alternating);
            if (withSlope)
            {
                Put(_slope, column, Vector256.Narrow(low, high), Alternating);
            }
        }

        for (; column < half; column++)
        {
            var turn = axialPhase[column] * perTurn;
            var (sine, cosine) = MathF.SinCos((float)(turn - Math.Round(turn)) * (2 * MathF.PI));
            Put(_cosine, column, cosine * passing[column], 1);
            Put(_sine, column, -sine * passing[column], -1);
            Put(_slope, column, (float)axialPhase[column], -1);
        }
    }

    /// <summary>Multiplies a row of a spectrum by H, in place.</summary>
    /// <param name="row">Real and imaginary part in turn.</param>
    public void Multiply(Span<float> row)
    {
        ref var s = ref MemoryMarshal.GetReference(row);
        ref var c = ref MemoryMarshal.GetReference(_cosine.AsSpan());
        ref var i = ref MemoryMarshal.GetReference(_sine.AsSpan());
        var j = 0;
        for (; j <= row.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var value = Vector256.LoadUnsafe(ref s, (nuint)j);
            (value * Vector256.LoadUnsafe(ref c, (nuint)j) + Swap(value) * Vector256.LoadUnsafe(ref i, (nuint)j)).StoreUnsafe(ref s, (nuint)j);
        }

        for (; j < row.Length; j += 2)
        {
            (row[j], row[j + 1]) = (row[j] * _cosine[j] + row[j + 1] * _sine[j], row[j + 1] * _cosine[j] + row[j] * _sine[j + 1]);
        }
    }

    /// <summary>Multiplies a row G of a cotangent's spectrum by H*, in place.</summary>
    /// <param name="row">G, real and imaginary part in turn.</param>
    public void MultiplyConjugate(Span<float> row)
    {
        ref var g = ref MemoryMarshal.GetReference(row);
        ref var c = ref MemoryMarshal.GetReference(_cosine.AsSpan());
        ref var i = ref MemoryMarshal.GetReference(_sine.AsSpan());
        var j = 0;
        for (; j <= row.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var value = Vector256.LoadUnsafe(ref g, (nuint)j);
            (value * Vector256.LoadUnsafe(ref c, (nuint)j) - Swap(value) * Vector256.LoadUnsafe(ref i, (nuint)j)).StoreUnsafe(ref g, (nuint)j);
        }

        for (; j < row.Length; j += 2)
        {
            (row[j], row[j + 1]) = (row[j] * _cosine[j] - row[j + 1] * _sine[j], row[j + 1] * _cosine[j] - row[j] * _sine[j + 1]);
        }
    }

    /// <summary>Computes Σ φ' Re(conj(G) i S) over a row, S = H F{u}.</summary>
    /// <param name="cotangent">G, real and imaginary part in turn.</param>
    /// <param name="spectrum">S, likewise.</param>
    public double Slope(ReadOnlySpan<float> cotangent, ReadOnlySpan<float> spectrum)
    {
        ref var g = ref MemoryMarshal.GetReference(cotangent);
        ref var s = ref MemoryMarshal.GetReference(spectrum);
        ref var w = ref MemoryMarshal.GetReference(_slope.AsSpan());
        var sum = Vector256<double>.Zero;
        var j = 0;
        for (; j <= cotangent.Length - Vector256<float>.Count; j += Vector256<float>.Count)
        {
            var term = Swap(Vector256.LoadUnsafe(ref g, (nuint)j)) * Vector256.LoadUnsafe(ref s, (nuint)j) * Vector256.LoadUnsafe(ref w, (nuint)j);
            var (low, high) = Vector256.Widen(term);
            sum += low + high;
        }

        var total = Vector256.Sum(sum);
        for (; j < cotangent.Length; j += 2)
        {
            total += (double)_slope[j] * (cotangent[j + 1] * spectrum[j] - cotangent[j] * spectrum[j + 1]);
        }

        return total;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_cosine);
        ArrayPool<float>.Shared.Return(_sine);
        ArrayPool<float>.Shared.Return(_slope);
    }

    // Each value twice, with these signs, at its column and at the mirrored one; the mirror of column 0 lies behind the row.
    private void Put(float[] buffer, int column, Vector256<float> values, Vector256<float> signs)
    {
        ref var start = ref MemoryMarshal.GetReference(buffer.AsSpan());
        (Vector256.Shuffle(values, Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3)) * signs).StoreUnsafe(ref start, (nuint)(2 * column));
        (Vector256.Shuffle(values, Vector256.Create(4, 4, 5, 5, 6, 6, 7, 7)) * signs).StoreUnsafe(ref start, (nuint)(2 * column + 8));
        (Vector256.Shuffle(values, Vector256.Create(7, 7, 6, 6, 5, 5, 4, 4)) * signs).StoreUnsafe(ref start, (nuint)(2 * (_columns - column - 7)));
        (Vector256.Shuffle(values, Vector256.Create(3, 3, 2, 2, 1, 1, 0, 0)) * signs).StoreUnsafe(ref start, (nuint)(2 * (_columns - column - 3)));
    }

    private void Put(float[] buffer, int column, float value, float secondSign)
    {
        (buffer[2 * column], buffer[2 * column + 1]) = (value, secondSign * value);
        (buffer[2 * (_columns - column)], buffer[2 * (_columns - column) + 1]) = (value, secondSign * value);
    }

    private static Vector256<float> Swap(Vector256<float> value) => Vector256.Shuffle(value, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));
}

using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Optics.Kernels;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Part of a row of one pupil, and of the features that its changes are made of, in buffers that stay in the cache.</summary>
/// <remarks>The formulas are those of <see cref="PupilTensors"/>, in single precision; coefficients of the row in double. Numbers beyond
/// <see cref="Count"/>, up to a whole vector, are zero in the pupil and finite in the features.</remarks>
internal sealed class PupilRow : IDisposable
{
    private const float SmallestSquare = 1e-4f;
    private const int Arrays = 9;

    private static readonly Vector256<float> Lanes = Vector256.Create(0f, 1, 2, 3, 4, 5, 6, 7);

    private readonly WindowSizes _sizes;
    private readonly int _capacity;
    private readonly float[] _buffer;
    private readonly float[] _polynomial;
    private WindowState? _state;
    private int _row;

    public PupilRow(WindowSizes sizes)
    {
        _sizes = sizes;
        _capacity = (sizes.Box.Columns + 15) / 8 * 8;
        _buffer = ArrayPool<float>.Shared.Rent(Arrays * _capacity);
        _polynomial = new float[sizes.Degree + 1];
        (Degree, NominalRow) = (sizes.Degree, new double[sizes.Degree + 1]);
    }

    /// <summary>Number of bins.</summary>
    public int Count { get; private set; }

    /// <summary>Degree of the wavefront.</summary>
    public int Degree { get; }

    /// <summary>Y.</summary>
    public double Y { get; private set; }

    /// <summary>Powers of y on the nominal disc.</summary>
    public double[] NominalRow { get; }

    /// <summary>Nominal disc's coordinate for one bin.</summary>
    public float Disc { get; private set; }

    /// <summary>Re P.</summary>
    public Span<float> Real => Part(0);

    /// <summary>Im P.</summary>
    public Span<float> Imaginary => Part(1);

    /// <summary>X.</summary>
    public Span<float> X => Part(2);

    /// <summary>(1 − A) / softness.</summary>
    public Span<float> Edge => Part(3);

    /// <summary>1/ρ.</summary>
    public Span<float> Inverse => Part(4);

    /// <summary>κ.</summary>
    public Span<float> Depth => Part(5);

    /// <summary>1/h.</summary>
    public Span<float> Bend => Part(6);

    /// <summary>Room for one more row.</summary>
    public Span<float> First => Part(7);

    /// <summary>Room for another.</summary>
    public Span<float> Second => Part(8);

    /// <summary>Computes some bins of a row.</summary>
    /// <param name="state">Window and pupil.</param>
    /// <param name="row">The row's frequency in bins.</param>
    /// <param name="column">The first bin's frequency along x.</param>
    /// <param name="count">Number of bins.</param>
    /// <param name="phase">Free-form phase of the bins; empty for none.</param>
    /// <param name="logarithm">Free-form log-amplitude of the bins; empty for none.</param>
    /// <param name="withFeatures">Whether more than P itself is asked for.</param>
    public void Compute(WindowState state, int row, int column, int count, ReadOnlySpan<float> phase, ReadOnlySpan<float> logarithm, bool withFeatures)
    {
        Count = count;
        if (!ReferenceEquals(state, _state) || row != _row)
        {
            (_state, _row, Disc) = (state, row, (float)state.Disc);
            Y = (row - state.FractionY) * _sizes.AspectY;
            Collapse(state);
        }

        var (start, step) = ((float)((column - state.FractionX) * _sizes.AspectX), (float)_sizes.AspectX);
        var squaredY = Vector256.Create((float)(Y * Y));
        var (radius, sharpness) = (Vector256.Create((float)state.Radius), (float)(1 / _sizes.Softness));
        var (turn, curvature, disc) = ((float)state.Turn, (float)state.Curvature, (float)state.Disc);
        var amplitude = Vector256.Create((float)state.Amplitude);
        ref var buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        for (var i = 0; i < count; i += Vector256<float>.Count)
        {
            var x = Vector256.MultiplyAddEstimate(Vector256.Create((float)i) + Lanes, Vector256.Create(step), Vector256.Create(start));
            var squared = Vector256.Max(Vector256.MultiplyAddEstimate(x, x, squaredY), Vector256.Create(1e-12f));
            var distance = Vector256.Sqrt(squared);
            var beyond = FloatFunctions.Exp(sharpness * (distance - radius));
            var cosine = Vector256.Sqrt(Vector256.Max(Vector256.MultiplyAddEstimate(squared, Vector256.Create(-curvature), Vector256<float>.One), Vector256.Create(SmallestSquare)));
            var edge = Vector256<float>.One / (Vector256<float>.One + beyond);
            var depth = squared / (Vector256<float>.One + cosine);
            var angle = Vector256.MultiplyAddEstimate(Vector256.Create(turn), depth, Polynomial(disc * x));
            var size = amplitude * edge;
            if (!phase.IsEmpty)
            {
                angle += Load(phase, i);
                size *= FloatFunctions.Exp(Load(logarithm, i));
            }

            var (sine, cosineOfAngle) = FloatFunctions.SinCos(angle);
            Put(ref buffer, 0, i, size * cosineOfAngle);
            Put(ref buffer, 1, i, size * sine);
            if (!withFeatures)
            {
                continue;
            }

            Put(ref buffer, 2, i, x);

            // 1 − A without the cancellation deep inside, where the object's spectrum is strongest.
            Put(ref buffer, 3, i, sharpness * beyond * edge);
            var inverses = Vector256<float>.One / (distance * cosine);
            Put(ref buffer, 4, i, inverses * cosine);
            Put(ref buffer, 5, i, depth);
            Put(ref buffer, 6, i, inverses * distance);
        }

        var end = (count + 7) / 8 * 8;
        Real[count..end].Clear();
        Imaginary[count..end].Clear();
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<float>.Shared.Return(_buffer);

    // The wavefront on this row as a polynomial of x alone.
    private void Collapse(WindowState state)
    {
        var y = Y * state.Disc;
        var size = Degree + 1;
        NominalRow[0] = 1;
        for (var b = 1; b < size; b++)
        {
            NominalRow[b] = NominalRow[b - 1] * y;
        }

        for (var a = 0; a < size; a++)
        {
            var sum = 0.0;
            for (var b = 0; b < size - a; b++)
            {
                sum += state.Wavefront[b * size + a] * NominalRow[b];
            }

            _polynomial[a] = (float)sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<float> Polynomial(Vector256<float> x)
    {
        var sum = Vector256.Create(_polynomial[^1]);
        for (var a = _polynomial.Length - 2; a >= 0; a--)
        {
            sum = Vector256.MultiplyAddEstimate(sum, x, Vector256.Create(_polynomial[a]));
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Put(ref float buffer, int part, int index, Vector256<float> value) =>
        value.StoreUnsafe(ref buffer, (nuint)(part * _capacity + index));

    // The maps have no room beyond their end.
    private static Vector256<float> Load(ReadOnlySpan<float> numbers, int index)
    {
        if (index + 8 <= numbers.Length)
        {
            return Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(numbers), (nuint)index);
        }

        Span<float> rest = stackalloc float[8];
        rest.Clear();
        numbers[index..].CopyTo(rest);
        return Vector256.Create<float>(rest);
    }

    private Span<float> Part(int index) => _buffer.AsSpan(index * _capacity, _capacity);
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>Moves numbers into the lines of a <see cref="LineTransform"/> and out of them, eight times eight at a time.</summary>
/// <remarks>None of it checks bounds.</remarks>
internal static class LaneBlock
{
    private const int Lanes = LineTransform.Lanes;
    private const int Step = LineTransform.Step;

    /// <summary>Copies eight columns into lines.</summary>
    /// <param name="real">Real parts, from the first of the columns.</param>
    /// <param name="imaginary">Imaginary parts, likewise.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="first">Place of the first row in them; after the last place comes the first.</param>
    public static void Take(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, int stride, int count, Span<float> lines, int first)
    {
        ref var fromReal = ref MemoryMarshal.GetReference(real);
        ref var fromImaginary = ref MemoryMarshal.GetReference(imaginary);
        ref var to = ref MemoryMarshal.GetReference(lines);
        var (place, end) = (Step * first, lines.Length);
        for (var row = 0; row < count; row++, place = place + Step == end ? 0 : place + Step)
        {
            Vector256.LoadUnsafe(ref fromReal, (nuint)(row * stride)).StoreUnsafe(ref to, (nuint)place);
            Vector256.LoadUnsafe(ref fromImaginary, (nuint)(row * stride)).StoreUnsafe(ref to, (nuint)(place + Lanes));
        }
    }

    /// <summary>Copies lines into eight columns.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="first">Place of the first row in them; after the last place comes the first.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="real">Takes the real parts.</param>
    /// <param name="imaginary">Takes the imaginary parts.</param>
    /// <param name="column">The first of the columns.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    public static void Give(ReadOnlySpan<float> lines, int first, int count, ref float real, ref float imaginary, int column, int stride)
    {
        ref var from = ref MemoryMarshal.GetReference(lines);
        var (place, end) = (Step * first, lines.Length);
        for (var row = 0; row < count; row++, place = place + Step == end ? 0 : place + Step)
        {
            Vector256.LoadUnsafe(ref from, (nuint)place).StoreUnsafe(ref real, (nuint)(column + row * stride));
            Vector256.LoadUnsafe(ref from, (nuint)(place + Lanes)).StoreUnsafe(ref imaginary, (nuint)(column + row * stride));
        }
    }

    /// <summary>Copies a block of eight times eight numbers, rows to columns.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="first">Its first number.</param>
    /// <param name="sourceStride">Numbers from one of its rows to the next.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="at">Its first number there.</param>
    /// <param name="targetStride">Numbers from one row there to the next.</param>
    public static void Transpose(ref float source, int first, int sourceStride, ref float target, int at, int targetStride)
    {
        ref var from = ref Unsafe.Add(ref source, first);
        ref var to = ref Unsafe.Add(ref target, at);
        var (s, t) = ((nuint)sourceStride, (nuint)targetStride);

        // Quarters of the block, then quarters of those, then single numbers.
        var (a0, a4) = Halves(Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, 4 * s));
        var (a1, a5) = Halves(Vector256.LoadUnsafe(ref from, s), Vector256.LoadUnsafe(ref from, 5 * s));
        var (a2, a6) = Halves(Vector256.LoadUnsafe(ref from, 2 * s), Vector256.LoadUnsafe(ref from, 6 * s));
        var (a3, a7) = Halves(Vector256.LoadUnsafe(ref from, 3 * s), Vector256.LoadUnsafe(ref from, 7 * s));
        var (b0, b2) = Pairs(a0, a2);
        var (b1, b3) = Pairs(a1, a3);
        var (b4, b6) = Pairs(a4, a6);
        var (b5, b7) = Pairs(a5, a7);
        var (c0, c1) = Singles(b0, b1);
        var (c2, c3) = Singles(b2, b3);
        var (c4, c5) = Singles(b4, b5);
        var (c6, c7) = Singles(b6, b7);
        c0.StoreUnsafe(ref to);
        c1.StoreUnsafe(ref to, t);
        c2.StoreUnsafe(ref to, 2 * t);
        c3.StoreUnsafe(ref to, 3 * t);
        c4.StoreUnsafe(ref to, 4 * t);
        c5.StoreUnsafe(ref to, 5 * t);
        c6.StoreUnsafe(ref to, 6 * t);
        c7.StoreUnsafe(ref to, 7 * t);
    }

    /// <summary>Takes eight complex numbers of each of eight rows to lines.</summary>
    /// <param name="source">Real and imaginary part in turn.</param>
    /// <param name="first">The first number.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="at">Place of the first complex number in them.</param>
    public static void TakeApart(ref float source, int first, int stride, ref float lines, int at)
    {
        for (var column = 0; column < Lanes; column += 4)
        {
            ref var from = ref Unsafe.Add(ref source, first + 2 * column);
            ref var to = ref Unsafe.Add(ref lines, Step * (at + column));
            var s = (nuint)stride;
            var (a0, b0) = Halves(Vector256.LoadUnsafe(ref from), Vector256.LoadUnsafe(ref from, 4 * s));
            var (a1, b1) = Halves(Vector256.LoadUnsafe(ref from, s), Vector256.LoadUnsafe(ref from, 5 * s));
            var (a2, b2) = Halves(Vector256.LoadUnsafe(ref from, 2 * s), Vector256.LoadUnsafe(ref from, 6 * s));
            var (a3, b3) = Halves(Vector256.LoadUnsafe(ref from, 3 * s), Vector256.LoadUnsafe(ref from, 7 * s));

            // Even and odd rows of each column, then real and imaginary parts.
            var (e0, e1) = Pairs(a0, a2);
            var (o0, o1) = Pairs(a1, a3);
            var (e2, e3) = Pairs(b0, b2);
            var (o2, o3) = Pairs(b1, b3);
            Put(ref to, 0, Singles(e0, o0));
            Put(ref to, Step, Singles(e1, o1));
            Put(ref to, 2 * Step, Singles(e2, o2));
            Put(ref to, 3 * Step, Singles(e3, o3));
        }
    }

    /// <summary>Puts eight complex numbers of each line into eight rows.</summary>
    /// <param name="lines">Lines whose real and imaginary parts are exchanged, as an inverse transform leaves them.</param>
    /// <param name="at">Place of the first complex number in them.</param>
    /// <param name="factor">What they are multiplied with.</param>
    /// <param name="target">Takes real and imaginary part in turn.</param>
    /// <param name="first">The first number there.</param>
    /// <param name="stride">Numbers from one row to the next.</param>
    public static void PutTogether(ref float lines, int at, float factor, ref float target, int first, int stride)
    {
        for (var column = 0; column < Lanes; column += 4)
        {
            ref var from = ref Unsafe.Add(ref lines, Step * (at + column));
            ref var to = ref Unsafe.Add(ref target, first + 2 * column);
            var s = (nuint)stride;
            var (e0, o0) = Complex(ref from, 0, factor);
            var (e1, o1) = Complex(ref from, Step, factor);
            var (e2, o2) = Complex(ref from, 2 * Step, factor);
            var (e3, o3) = Complex(ref from, 3 * Step, factor);
            var (a0, a2) = Pairs(e0, e1);
            var (b0, b2) = Pairs(e2, e3);
            var (a1, a3) = Pairs(o0, o1);
            var (b1, b3) = Pairs(o2, o3);
            Put(ref to, 0, 4 * s, Halves(a0, b0));
            Put(ref to, s, 5 * s, Halves(a1, b1));
            Put(ref to, 2 * s, 6 * s, Halves(a2, b2));
            Put(ref to, 3 * s, 7 * s, Halves(a3, b3));
        }
    }

    // Complex numbers of the even lines and of the odd ones.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Even, Vector256<float> Odd) Complex(ref float from, int at, float factor) =>
        Singles(factor * Vector256.LoadUnsafe(ref from, (nuint)(at + Lanes)), factor * Vector256.LoadUnsafe(ref from, (nuint)at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float to, int at, (Vector256<float> Real, Vector256<float> Imaginary) value) => Put(ref to, (nuint)at, (nuint)(at + Lanes), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref float to, nuint one, nuint other, (Vector256<float> One, Vector256<float> Other) values)
    {
        values.One.StoreUnsafe(ref to, one);
        values.Other.StoreUnsafe(ref to, other);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> Low, Vector256<float> High) Halves(Vector256<float> a, Vector256<float> b) =>
        (Vector256.Create(a.GetLower(), b.GetLower()), Vector256.Create(a.GetUpper(), b.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second) Pairs(Vector256<float> a, Vector256<float> b)
    {
        var first = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0).AsSingle();
        return (
            Vector256.ConditionalSelect(first, a, Vector256.Shuffle(b, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5))),
            Vector256.ConditionalSelect(first, Vector256.Shuffle(a, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)), b));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> First, Vector256<float> Second) Singles(Vector256<float> a, Vector256<float> b)
    {
        var first = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0).AsSingle();
        return (
            Vector256.ConditionalSelect(first, a, Vector256.Shuffle(b, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6))),
            Vector256.ConditionalSelect(first, Vector256.Shuffle(a, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)), b));
    }
}

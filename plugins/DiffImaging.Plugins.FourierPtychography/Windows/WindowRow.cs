using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using DiffImaging.Plugins.FourierPtychography.Model;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Products of a row of a window with its pupil, eight bins at a time.</summary>
internal static class WindowRow
{
    /// <summary>W = O P.</summary>
    /// <param name="pupil">P.</param>
    /// <param name="real">Re O, with room for a whole vector.</param>
    /// <param name="imaginary">Im O, likewise.</param>
    /// <param name="realTarget">Takes Re W, with room for a whole vector.</param>
    /// <param name="imaginaryTarget">Takes Im W, likewise.</param>
    public static void Multiply(
        PupilRow pupil, ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> realTarget, Span<float> imaginaryTarget)
    {
        for (var i = 0; i < pupil.Count; i += 8)
        {
            var (p, q) = (Load(pupil.Real, i), Load(pupil.Imaginary, i));
            var (a, b) = (Load(real, i), Load(imaginary, i));
            Put(realTarget, i, a * p - b * q);
            Put(imaginaryTarget, i, a * q + b * p);
        }
    }

    /// <summary>dW = dO P + W d log P, with d log P in the spare rows: real parts in <see cref="PupilRow.First"/>, imaginary in
    /// <see cref="PupilRow.Second"/>. All with room for a whole vector; dO empty for none.</summary>
    public static void Change(
        PupilRow pupil, ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, ReadOnlySpan<float> realChange, ReadOnlySpan<float> imaginaryChange,
        Span<float> realTarget, Span<float> imaginaryTarget)
    {
        for (var i = 0; i < pupil.Count; i += 8)
        {
            var (p, q) = (Load(pupil.Real, i), Load(pupil.Imaginary, i));
            var (a, b) = (Load(real, i), Load(imaginary, i));
            var (u, v) = (Load(pupil.First, i), Load(pupil.Second, i));

            // O d log P + dO, times P.
            var (c, d) = (a * u - b * v, a * v + b * u);
            if (!realChange.IsEmpty)
            {
                (c, d) = (c + Load(realChange, i), d + Load(imaginaryChange, i));
            }

            Put(realTarget, i, c * p - d * q);
            Put(imaginaryTarget, i, c * q + d * p);
        }
    }

    /// <summary>d log P from features.</summary>
    /// <param name="pupil">The row; takes the result in its two spare rows.</param>
    /// <param name="features">Features of the change, see <see cref="PupilFeature"/>.</param>
    public static void LogarithmChange(PupilRow pupil, ReadOnlySpan<double> features)
    {
        var size = pupil.Degree + 1;
        var monomials = features[PupilFeature.Monomials..];
        Span<float> polynomial = stackalloc float[size];
        for (var a = 0; a < size; a++)
        {
            var sum = 0.0;
            for (var b = 0; b < size; b++)
            {
                sum += monomials[b * size + a] * pupil.NominalRow[b];
            }

            polynomial[a] = (float)sum;
        }

        var (s, r) = ((float)features[PupilFeature.S], (float)features[PupilFeature.R]);
        var (ex, ey) = ((float)features[PupilFeature.EX], (float)(features[PupilFeature.EY] * pupil.Y));
        var (k, hx, h) = ((float)features[PupilFeature.K], (float)features[PupilFeature.HX], (float)(features[PupilFeature.HY] * pupil.Y + features[PupilFeature.H]));
        for (var i = 0; i < pupil.Count; i += 8)
        {
            var x = Load(pupil.X, i);
            var real = Vector256.Create(s) + Load(pupil.Edge, i) * (Vector256.Create(r) + (ex * x + Vector256.Create(ey)) * Load(pupil.Inverse, i));
            var imaginary = k * Load(pupil.Depth, i) + (hx * x + Vector256.Create(h)) * Load(pupil.Bend, i);
            var onDisc = pupil.Disc * x;
            var sum = Vector256.Create(polynomial[^1]);
            for (var a = size - 2; a >= 0; a--)
            {
                sum = sum * onDisc + Vector256.Create(polynomial[a]);
            }

            Put(pupil.First, i, real);
            Put(pupil.Second, i, imaginary + sum);
        }
    }

    /// <summary>Ō += conj(P) W̄. All with room for a whole vector.</summary>
    /// <param name="pupil">P.</param>
    /// <param name="realWindow">Re W̄.</param>
    /// <param name="imaginaryWindow">Im W̄.</param>
    /// <param name="real">Re Ō.</param>
    /// <param name="imaginary">Im Ō.</param>
    public static void Spread(
        PupilRow pupil, ReadOnlySpan<float> realWindow, ReadOnlySpan<float> imaginaryWindow, Span<float> real, Span<float> imaginary)
    {
        for (var i = 0; i < pupil.Count; i += 8)
        {
            var (p, q) = (Load(pupil.Real, i), Load(pupil.Imaginary, i));
            var (a, b) = (Load(realWindow, i), Load(imaginaryWindow, i));
            Put(real, i, Load(real, i) + (p * a + q * b));
            Put(imaginary, i, Load(imaginary, i) + (p * b - q * a));
        }
    }

    /// <summary>conj(W) W̄ into the spare rows. All with room for a whole vector.</summary>
    /// <param name="pupil">P.</param>
    /// <param name="real">Re O.</param>
    /// <param name="imaginary">Im O.</param>
    /// <param name="realWindow">Re W̄.</param>
    /// <param name="imaginaryWindow">Im W̄.</param>
    public static void Correlate(
        PupilRow pupil, ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, ReadOnlySpan<float> realWindow, ReadOnlySpan<float> imaginaryWindow)
    {
        for (var i = 0; i < pupil.Count; i += 8)
        {
            var (p, q) = (Load(pupil.Real, i), Load(pupil.Imaginary, i));
            var (a, b) = (Load(real, i), Load(imaginary, i));
            var (w, z) = (a * p - b * q, a * q + b * p);
            var (c, d) = (Load(realWindow, i), Load(imaginaryWindow, i));
            Put(pupil.First, i, w * c + z * d);
            Put(pupil.Second, i, w * d - z * c);
        }
    }

    /// <summary>Adds the features' sums over the row; conj(W) W̄ in the spare rows is used up.</summary>
    public static void AddFeatures(PupilRow pupil, Span<double> sums)
    {
        Vector256<float> s = default, r = default, ex = default, ey = default, k = default, hx = default, h = default;
        Vector256<float> m0 = default, m1 = default, m2 = default, m3 = default, m4 = default;
        for (var i = 0; i < pupil.Count; i += 8)
        {
            var (real, imaginary, x) = (Load(pupil.First, i), Load(pupil.Second, i), Load(pupil.X, i));
            var edge = real * Load(pupil.Edge, i);
            var outwards = edge * Load(pupil.Inverse, i);
            var bent = imaginary * Load(pupil.Bend, i);
            (s, r, ex, ey) = (s + real, r + edge, ex + outwards * x, ey + outwards);
            (k, hx, h) = (k + imaginary * Load(pupil.Depth, i), hx + bent * x, h + bent);
            var onDisc = pupil.Disc * x;
            m0 += imaginary;
            m1 += imaginary *= onDisc;
            m2 += imaginary *= onDisc;
            m3 += imaginary *= onDisc;
            m4 += imaginary *= onDisc;
            Put(pupil.Second, i, imaginary);
        }

        sums[PupilFeature.S] += Vector256.Sum(s);
        sums[PupilFeature.R] += Vector256.Sum(r);
        sums[PupilFeature.EX] += Vector256.Sum(ex);
        sums[PupilFeature.EY] += pupil.Y * Vector256.Sum(ey);
        sums[PupilFeature.K] += Vector256.Sum(k);
        sums[PupilFeature.HX] += Vector256.Sum(hx);
        sums[PupilFeature.HY] += pupil.Y * Vector256.Sum(h);
        sums[PupilFeature.H] += Vector256.Sum(h);
        var monomials = sums[PupilFeature.Monomials..];
        AddMonomial(pupil, 0, m0, monomials);
        AddMonomial(pupil, 1, m1, monomials);
        AddMonomial(pupil, 2, m2, monomials);
        AddMonomial(pupil, 3, m3, monomials);
        AddMonomial(pupil, 4, m4, monomials);
        for (var a = 5; a <= pupil.Degree; a++)
        {
            Vector256<float> sum = default;
            for (var i = 0; i < pupil.Count; i += 8)
            {
                var value = Load(pupil.Second, i) * (pupil.Disc * Load(pupil.X, i));
                sum += value;
                Put(pupil.Second, i, value);
            }

            AddMonomial(pupil, a, sum, monomials);
        }
    }

    private static void AddMonomial(PupilRow pupil, int power, Vector256<float> sum, Span<double> monomials)
    {
        var ofRow = (double)Vector256.Sum(sum);

        // No mode has a monomial of a higher degree.
        for (var b = 0; b <= pupil.Degree - power; b++)
        {
            monomials[b * (pupil.Degree + 1) + power] += pupil.NominalRow[b] * ofRow;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(ReadOnlySpan<float> numbers, int index) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(numbers), (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<float> numbers, int index, Vector256<float> value) =>
        value.StoreUnsafe(ref MemoryMarshal.GetReference(numbers), (nuint)index);
}

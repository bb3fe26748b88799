using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>A number of all lines of a <see cref="LineTransform"/> in memory. None of it checks bounds.</summary>
internal static class LineNumber
{
    private const int Lanes = LineTransform.Lanes;

    /// <summary>Puts a number, turned by a factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref float target, int at, Vector256<float> real, Vector256<float> imaginary, Vector256<float> cosine, Vector256<float> sine) => Put(
        ref target, at,
        Vector256.MultiplyAddEstimate(real, cosine, -(imaginary * sine)),
        Vector256.MultiplyAddEstimate(real, sine, imaginary * cosine));

    /// <summary>Real parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Real(ref float numbers, int at) => Vector256.LoadUnsafe(ref numbers, (nuint)at);

    /// <summary>Imaginary parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Imaginary(ref float numbers, int at) => Vector256.LoadUnsafe(ref numbers, (nuint)(at + Lanes));

    /// <summary>Puts a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(ref float numbers, int at, Vector256<float> real, Vector256<float> imaginary)
    {
        real.StoreUnsafe(ref numbers, (nuint)at);
        imaginary.StoreUnsafe(ref numbers, (nuint)(at + Lanes));
    }
}

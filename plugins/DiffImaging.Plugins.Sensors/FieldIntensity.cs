using DiffImaging.Optics.Kernels;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>I = Σ |u|² over the modes, with its derivatives; of an input that is an intensity already, its sum over the modes.</summary>
/// <remarks>Works on the real and the imaginary part as views: neither a square root nor a copy of the field is made.</remarks>
internal static class FieldIntensity
{
    /// <summary>Computes the intensity in operations that autograd can record.</summary>
    /// <param name="field">u, complex, or |u|², real; <c>[frames, modes, rows, columns]</c>.</param>
    /// <param name="modes">Number of modes; a field with one mode stands for each of them.</param>
    /// <returns>Real, <c>[frames, 1, rows, columns]</c>, fresh, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor field, int modes)
    {
        if (FusedIntensity.Takes(field))
        {
            return FusedIntensity.Of(field, Repeats(field, modes));
        }

        using var scope = torch.NewDisposeScope();
        if (!field.is_complex())
        {
            return SumModes(field.clone(), modes).MoveToOuterDisposeScope();
        }

        var (real, imaginary) = (field.real, field.imag);
        var intensity = (real * real).addcmul_(imaginary, imaginary, 1);
        return SumModes(intensity, modes).MoveToOuterDisposeScope();
    }

    /// <summary>Computes dI = 2 Σ Re(conj(u) du).</summary>
    /// <param name="tangent">du, with the shape of the field or broadcast to it.</param>
    /// <inheritdoc cref="Of" path="/param|/returns"/>
    public static torch.Tensor Tangent(torch.Tensor field, torch.Tensor tangent, int modes)
    {
        using var scope = torch.NewDisposeScope();
        if (!field.is_complex())
        {
            return SumModes(tangent.expand(field.shape).clone(), modes).MoveToOuterDisposeScope();
        }

        var change = (field.real * tangent.real).addcmul_(field.imag, tangent.imag, 1).mul_(2);
        return SumModes(change, modes).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the cotangent of the field, 2·c·u·ḡ, with c = <see cref="Repeats"/>; of an intensity c·ḡ.</summary>
    /// <param name="field">u, complex, or |u|², real, <c>[frames, modes, rows, columns]</c>; it is not changed.</param>
    /// <param name="cotangent">ḡ, real, <c>[frames, 1, rows, columns]</c> with the field's sizes; it may be overwritten.</param>
    /// <param name="factor">c.</param>
    /// <returns>Shape and type of the field, fresh, in the caller's dispose scope.</returns>
    public static torch.Tensor Cotangent(torch.Tensor field, torch.Tensor cotangent, double factor)
    {
        if (!field.is_complex())
        {
            return cotangent.expand(field.shape) * factor;
        }

        factor *= 2;
        if (FusedIntensity.Takes(field) && FusedKernel.Takes(cotangent) && cotangent.numel() == field.numel())
        {
            return FusedIntensity.Cotangent(field, cotangent, (float)factor);
        }

        // Complex times real would first make a complex copy of the real factor: two real products are twice as fast.
        using var scope = torch.NewDisposeScope();
        cotangent.mul_(factor);
        var result = field.clone();
        result.real.mul_(cotangent);
        result.imag.mul_(cotangent);
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>How many of the modes one mode of the field stands for.</summary>
    public static int Repeats(torch.Tensor field, int modes) => field.shape[1] == 1 ? modes : 1;

    private static torch.Tensor SumModes(torch.Tensor intensity, int modes)
    {
        var repeats = Repeats(intensity, modes);
        return intensity.shape[1] > 1 ? intensity.sum(1, keepdim: true) : repeats > 1 ? intensity.mul_(repeats) : intensity;
    }
}

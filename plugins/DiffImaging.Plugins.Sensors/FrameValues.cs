using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors;

/// <summary>A parameter that is one number, or one for each frame of the measurement.</summary>
internal static class FrameValues
{
    /// <summary>The part of some frames, to be multiplied with <c>[frames, 1, rows, columns]</c>.</summary>
    /// <param name="value">[] or [frames of the measurement].</param>
    /// <param name="frames">The frames wanted.</param>
    /// <param name="type">Scalar type of the image: several float64 numbers would make a float64 image of it, one does not.</param>
    /// <returns>[] or [frames wanted, 1, 1, 1], in the caller's dispose scope.</returns>
    public static torch.Tensor Of(torch.Tensor value, FrameRange frames, torch.ScalarType type)
    {
        if (value.dim() == 0)
        {
            return value.alias();
        }

        using var scope = torch.NewDisposeScope();
        return value.narrow(0, frames.Start, frames.Count).reshape(-1, 1, 1, 1).to(type).MoveToOuterDisposeScope();
    }

    /// <summary>The adjoint of <see cref="Of"/>, with the sum over the pixels before it.</summary>
    /// <param name="cotangent">Real, broadcastable to <c>[frames wanted, 1, rows, columns]</c>.</param>
    /// <param name="value">The parameter.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <returns>float64, shape of the parameter; zero in the other frames; in the caller's dispose scope.</returns>
    public static torch.Tensor Sum(torch.Tensor cotangent, torch.Tensor value, FrameRange frames)
    {
        if (value.dim() == 0)
        {
            return cotangent.sum(torch.ScalarType.Float64);
        }

        using var scope = torch.NewDisposeScope();
        var result = torch.zeros_like(value);
        result.narrow(0, frames.Start, frames.Count).copy_(cotangent.sum([1, 2, 3], type: torch.ScalarType.Float64));
        return result.MoveToOuterDisposeScope();
    }
}

using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>Measured pixels in managed memory.</summary>
/// <param name="Frames">Number of frames.</param>
/// <param name="Rows">Rows of a frame.</param>
/// <param name="Columns">Columns of a frame.</param>
/// <param name="Pixels">Intensities, row by row, frame after frame.</param>
/// <param name="Valid">Whether each pixel counts; null where all do.</param>
public sealed record MeasuredFrames(int Frames, int Rows, int Columns, float[] Pixels, bool[]? Valid)
{
    /// <summary>Frames that take no part in any fit; the model is judged by them.</summary>
    public IReadOnlyList<int> HeldOut { get; init; } = [];

    /// <summary>The intensities as a tensor.</summary>
    /// <returns>Real, <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor ToTensor(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var scope = torch.NewDisposeScope();
        return torch.tensor(Pixels, [Frames, 1, Rows, Columns]).to(context.RealType).to(context.Device).MoveToOuterDisposeScope();
    }

    /// <summary>The weights of the pixels: 0 where a pixel is not valid or has reached the saturation level.</summary>
    /// <param name="context">Device and precision.</param>
    /// <param name="saturation">Largest value that the sensor records; null for none.</param>
    /// <returns>Real, <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope; null where every pixel counts.</returns>
    public torch.Tensor? ToWeight(StageContext context, double? saturation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var counts = Pixels.Select((value, index) => (Valid?[index] ?? true) && !(value >= saturation)).ToArray();
        if (Array.TrueForAll(counts, valid => valid))
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        return torch.tensor(counts, [Frames, 1, Rows, Columns]).to(context.RealType).to(context.Device).MoveToOuterDisposeScope();
    }
}

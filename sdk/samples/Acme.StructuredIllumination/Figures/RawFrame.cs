using Acme.StructuredIllumination.Modalities;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace Acme.StructuredIllumination.Figures;

/// <summary>A frame as the camera has it, on the object's samples.</summary>
internal sealed class RawFrame(MeasurementDescription measurement, MicroscopyOptions options, StageContext context) : IFrameView
{
    /// <inheritdoc />
    public SamplingGrid Grid { get; } = new(measurement.Rows * options.Refinement, measurement.Columns * options.Refinement, options.PixelPitch / options.Refinement);

    /// <inheritdoc />
    public torch.Tensor Show(torch.Tensor frame, int index, IReadOnlyDictionary<string, torch.Tensor> values)
    {
        using var scope = torch.NewDisposeScope();
        return FourierInterpolation.Refine(frame.to(context.ComplexType), options.Refinement).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

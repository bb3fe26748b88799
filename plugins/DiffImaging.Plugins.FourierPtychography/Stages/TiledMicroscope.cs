using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>Images of a large field of view: of one object, tile by tile, each in light from its own directions.</summary>
/// <remarks>Each patch of the object is imaged by a <see cref="PtychographicMicroscope"/> and shows its middle part (overlap-save), so that
/// nothing is to be stitched. The field's phase is that of each tile by itself: it jumps between tiles, the intensity does not.</remarks>
internal sealed class TiledMicroscope : ILinearizableStage
{
    private readonly ObjectVariable _variable;
    private readonly SignalDescription _output;
    private readonly torch.Tensor _curvature;

    /// <summary>Makes a microscope for each tile.</summary>
    /// <param name="field">The tiles.</param>
    /// <param name="variable">The object of the whole field.</param>
    /// <param name="output">Description of the whole field.</param>
    /// <param name="context">Device and precision.</param>
    public TiledMicroscope(ImagingField field, ObjectVariable variable, SignalDescription output, StageContext context)
    {
        (_variable, _output) = (variable, output);
        _curvature = field.Curvature(context.ComplexType, context.Device).DetachFromDisposeScope();
        Tiles = [.. field.Tiles.Select(tile => (tile, new PtychographicMicroscope(
            tile.Model,
            new ObjectVariable(variable.Name, tile.Model.Object, ObjectParametrization.Complex),
            output with { Grid = tile.Model.Image })))];
    }

    /// <summary>The tiles, and the microscope of each for the complex transmittance of its patch.</summary>
    public IReadOnlyList<(ImagingTile Tile, PtychographicMicroscope Microscope)> Tiles { get; }

    /// <inheritdoc />
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var transmittance = Transmittance.Of(values[ParameterNames.Transmittance], _variable.Parametrization);
        var image = Empty(transmittance, frames);
        foreach (var (tile, microscope) in Tiles)
        {
            using var inner = torch.NewDisposeScope();
            var field = microscope.Forward(input, With(values, Patch(tile, transmittance)), frames).Tensor;
            tile.InImage(image).copy_(tile.InPatch(field));
        }

        return new Signal(image.MoveToOuterDisposeScope(), _output);
    }

    /// <inheritdoc />
    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new TiledLinearization(this, _variable, _output, input, values, frames);

    /// <summary>The object's patch in the curvature of the light, in the caller's dispose scope; linear.</summary>
    public torch.Tensor Patch(ImagingTile tile, torch.Tensor transmittance)
    {
        using var patch = tile.InObject(transmittance);
        return patch * _curvature;
    }

    /// <summary>The adjoint of <see cref="Patch"/>: adds to the whole.</summary>
    public void AddPatch(ImagingTile tile, torch.Tensor whole, torch.Tensor patch)
    {
        using var scope = torch.NewDisposeScope();
        tile.InObject(whole).add_(patch * _curvature.conj());
    }

    /// <summary>An image of the whole field to be filled tile by tile, in the caller's dispose scope.</summary>
    public torch.Tensor Empty(torch.Tensor like, FrameRange frames) =>
        torch.zeros([frames.Count, _output.Modes, _output.Grid.Rows, _output.Grid.Columns], like.dtype, like.device);

    /// <summary>Values of the stage with another transmittance; null for none.</summary>
    public static VariableValues With(VariableValues values, torch.Tensor? transmittance)
    {
        var result = new VariableValues();
        foreach (var (name, value) in values.Where(pair => pair.Key != ParameterNames.Transmittance))
        {
            result.Add(name, value);
        }

        if (transmittance is not null)
        {
            result.Add(ParameterNames.Transmittance, transmittance);
        }

        return result;
    }

    /// <inheritdoc />
    public void Dispose() => _curvature.Dispose();
}

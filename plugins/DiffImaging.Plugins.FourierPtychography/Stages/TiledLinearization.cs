using DiffImaging.Optics.Objects;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Stages;

/// <summary>A <see cref="TiledMicroscope"/> at one point: each product is that of the tiles, one after another.</summary>
internal sealed class TiledLinearization : ILinearization
{
    private readonly TiledMicroscope _stage;
    private readonly Signal _input;
    private readonly FrameRange _frames;
    private readonly ObjectParametrization _parametrization;
    private readonly torch.Tensor _transmittance;
    private readonly List<(ImagingTile Tile, MicroscopeLinearization Linearization)> _tiles = [];

    public TiledLinearization(
        TiledMicroscope stage, ObjectVariable variable, SignalDescription output, Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        (_stage, _input, _frames, _parametrization) = (stage, input, frames, variable.Parametrization);
        _transmittance = Transmittance.Of(values[ParameterNames.Transmittance], _parametrization).DetachFromDisposeScope();
        var image = stage.Empty(_transmittance, frames);
        foreach (var (tile, microscope) in stage.Tiles)
        {
            using var inner = torch.NewDisposeScope();
            var linearization = new MicroscopeLinearization(microscope, input, TiledMicroscope.With(values, stage.Patch(tile, _transmittance)), frames);
            _tiles.Add((tile, linearization));
            Show(tile, linearization.Output.Tensor, image);

            // The whole holds it now; with all tiles' it would be there twice.
            linearization.Output.Tensor.Dispose();
        }

        Output = new Signal(image.DetachFromDisposeScope(), output);
    }

    /// <inheritdoc />
    public Signal Output { get; }

    /// <inheritdoc />
    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        if (tangent.Names.Count == 0)
        {
            return Output with { Values = null };
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var change = tangent.Find(ParameterNames.Transmittance) is { } given ? Transmittance.Tangent(_transmittance, given, _parametrization) : null;
        var image = _stage.Empty(_transmittance, _frames);
        foreach (var (tile, linearization) in _tiles)
        {
            using var inner = torch.NewDisposeScope();
            var patch = change is null ? null : _stage.Patch(tile, change);
            Show(tile, linearization.Jvp(inputTangent, TiledMicroscope.With(tangent, patch)).Tensor, image);
        }

        return Output with { Values = image.MoveToOuterDisposeScope() };
    }

    /// <inheritdoc />
    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        var values = new VariableValues();
        if (cotangent.Values is not { } image)
        {
            return (_input with { Values = null }, values);
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var sums = new Dictionary<string, torch.Tensor>();
        if (request.Wants(ParameterNames.Transmittance))
        {
            sums.Add(ParameterNames.Transmittance, torch.zeros_like(_transmittance));
        }

        foreach (var (tile, linearization) in _tiles)
        {
            using var inner = torch.NewDisposeScope();
            var grid = tile.Model.Image;
            var field = torch.zeros([image.shape[0], image.shape[1], grid.Rows, grid.Columns], image.dtype, image.device);
            tile.InPatch(field).copy_(tile.InImage(image));
            Add(tile, linearization.Vjp(cotangent with { Values = field }, request).Values, sums);
        }

        foreach (var (name, sum) in sums)
        {
            var value = name == ParameterNames.Transmittance ? Transmittance.Cotangent(_transmittance, sum, _parametrization) : sum;
            values.Add(name, value.MoveToOuterDisposeScope());
        }

        return (_input with { Values = null }, values);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Output.Tensor.Dispose();
        _transmittance.Dispose();
        foreach (var (_, linearization) in _tiles)
        {
            linearization.Dispose();
        }
    }

    private static void Show(ImagingTile tile, torch.Tensor field, torch.Tensor image) => tile.InImage(image).copy_(tile.InPatch(field));

    private void Add(ImagingTile tile, VariableValues part, Dictionary<string, torch.Tensor> sums)
    {
        foreach (var (name, value) in part)
        {
            if (name == ParameterNames.Transmittance)
            {
                _stage.AddPatch(tile, sums[name], value);
            }
            else if (sums.TryGetValue(name, out var sum))
            {
                sum.add_(value);
            }
            else
            {
                sums.Add(name, value.MoveToOuterDisposeScope());
            }
        }
    }
}

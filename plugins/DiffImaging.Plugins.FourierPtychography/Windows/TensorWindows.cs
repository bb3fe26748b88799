using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>The windows in tensor operations: for every device and precision, and for autograd.</summary>
/// <remarks>Made in a dispose scope, it lives as long as that; <see cref="Detach"/> makes it its own owner.</remarks>
internal sealed class TensorWindows : IWindows
{
    private readonly ImagingModel _model;
    private readonly PupilTensors _pupils;
    private readonly torch.Tensor _places;     // of each bin of each window in the object's spectrum, one long list
    private readonly torch.Tensor _pupil;      // P in the working precision, over the squared upsampling: F{o} counts the object's samples
    private readonly torch.Tensor _window;     // W

    /// <summary>Cuts the windows, in operations that autograd can record.</summary>
    /// <param name="point">Windows and pupils.</param>
    /// <param name="spectrum">F{o}, complex.</param>
    public TensorWindows(ImagingPoint point, torch.Tensor spectrum)
    {
        _model = point.Model;
        _places = Places(point);
        _pupils = new PupilTensors(point);
        _pupil = (_pupils.Values / (_model.Upsampling * _model.Upsampling)).to(spectrum.dtype);
        _window = Cut(spectrum) * _pupil;
    }

    /// <summary>Takes the tensors out of their dispose scope.</summary>
    public TensorWindows Detach()
    {
        foreach (var tensor in Owned())
        {
            tensor.DetachFromDisposeScope();
        }

        return this;
    }

    /// <inheritdoc />
    public torch.Tensor Fields()
    {
        using var scope = torch.NewDisposeScope();
        return ToImage(_window).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public torch.Tensor Tangent(torch.Tensor? spectrum, torch.Tensor? features, torch.Tensor? map)
    {
        using var scope = torch.NewDisposeScope();
        var change = spectrum is null ? torch.zeros_like(_window) : Cut(spectrum) * _pupil;
        if (features is not null || map is not null)
        {
            var cut = map is null ? null : BoxOrder.Cut(map, _model.Box);
            change += _window * _pupils.Change(features, cut).to(_window.dtype);
        }

        return ToImage(change).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public (torch.Tensor? Spectrum, torch.Tensor? Features, torch.Tensor? Map) Cotangent(torch.Tensor field, WindowParts parts)
    {
        using var scope = torch.NewDisposeScope();
        var (image, grid) = (_model.Image, _model.Object);
        var window = BoxOrder.Cut(torch.fft.fft2(field), _model.Box) / (image.Rows * image.Columns);
        torch.Tensor? spectrum = null, features = null, map = null;
        if (parts.HasFlag(WindowParts.Spectrum))
        {
            var sum = torch.zeros(grid.Rows * grid.Columns, dtype: window.dtype, device: window.device);
            sum.index_add_(0, _places, (_pupil.conj() * window).flatten(), 1);
            spectrum = sum.reshape(grid.Rows, grid.Columns).MoveToOuterDisposeScope();
        }

        var change = (_window.conj() * window).to(torch.ScalarType.ComplexFloat64);
        if (parts.HasFlag(WindowParts.Features))
        {
            features = _pupils.Features(change).MoveToOuterDisposeScope();
        }

        if (parts.HasFlag(WindowParts.Map))
        {
            var sum = change.sum([0L, 1L]);
            map = BoxOrder.Spread(torch.stack([sum.imag, sum.real]), _model.Box, image.Rows, image.Columns).MoveToOuterDisposeScope();
        }

        return (spectrum, features, map);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var tensor in Owned())
        {
            tensor.Dispose();
        }
    }

    private IEnumerable<torch.Tensor> Owned() => [_places, _pupil, _window, .. _pupils.Tensors];

    private torch.Tensor Cut(torch.Tensor spectrum) =>
        spectrum.flatten().index_select(0, _places).reshape(_pupil.shape);

    private torch.Tensor ToImage(torch.Tensor window) =>
        torch.fft.ifft2(BoxOrder.Spread(window, _model.Box, _model.Image.Rows, _model.Image.Columns));

    private static torch.Tensor Places(ImagingPoint point)
    {
        var (box, grid) = (point.Model.Box, point.Model.Object);
        var column = Along(point.Window.select(2, 0), box.FirstColumn, box.Columns, grid.Columns).unsqueeze(2);
        var row = Along(point.Window.select(2, 1), box.FirstRow, box.Rows, grid.Rows).unsqueeze(3);
        return (row * grid.Columns + column).flatten();
    }

    private static torch.Tensor Along(torch.Tensor window, int first, int count, int size)
    {
        var bins = torch.arange(first, first + count, dtype: torch.ScalarType.Int64, device: window.device);
        return (window.to(torch.ScalarType.Int64).unsqueeze(-1) + bins).remainder(size);
    }
}

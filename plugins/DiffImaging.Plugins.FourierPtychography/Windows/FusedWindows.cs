using DiffImaging.Optics.Kernels;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Transforms;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>The windows in one pass from the object's spectrum to the image's and back: single precision on the CPU.</summary>
/// <remarks>Pupils are computed row by row and never stored, windows one by one or in chunks, so that memory beside the fields themselves does not grow with the
/// number of frames. The back pass divides the rows of the object's spectrum among the threads: the result does not depend on their number.</remarks>
internal sealed class FusedWindows : IWindows
{
    // Enough for all threads, little enough for the cache.
    private const int Chunk = 16;

    private delegate void RowFill(int item, int row, WindowSegment segment, PupilRow pupil, Span<float> real, Span<float> imaginary);

    private readonly ImagingModel _model;
    private readonly WindowSizes _sizes;
    private readonly int _frames;
    private readonly WindowState[] _states;
    private readonly PlanarSpectrum _object;
    private readonly BoxMap _map;
    private readonly IWindowTransform _transform;

    /// <summary>Reads the point and the spectrum; neither is needed afterwards.</summary>
    /// <param name="point">Windows and pupils.</param>
    /// <param name="spectrum">F{o}; <see cref="FusedKernel.Takes"/> holds for it.</param>
    public FusedWindows(ImagingPoint point, torch.Tensor spectrum)
    {
        _model = point.Model;
        _sizes = WindowSizes.Of(_model);
        _states = WindowState.Of(point);
        _frames = (int)point.Frequency.shape[0];
        _object = PlanarSpectrum.Of(spectrum, _model.Object);
        _map = BoxMap.Of(point.Map, _sizes.Box);
        _transform = PrunedTransform.Takes(_sizes) ? new PrunedTransform(_sizes) : new WholeTransform(_sizes);
    }

    private long[] FieldShape => [_frames, _model.Modes, _model.Image.Rows, _model.Image.Columns];

    /// <inheritdoc />
    public torch.Tensor Fields() => Compute(withFeatures: false, (item, row, segment, pupil, real, imaginary) =>
    {
        var at = At(item, row, segment);
        WindowRow.Multiply(pupil, _object.Real.AsSpan(at), _object.Imaginary.AsSpan(at), real, imaginary);
    });

    /// <inheritdoc />
    public torch.Tensor Tangent(torch.Tensor? spectrum, torch.Tensor? features, torch.Tensor? map)
    {
        using var change = spectrum is null ? null : PlanarSpectrum.Of(spectrum, _model.Object);
        var mapChange = BoxMap.Of(map, _sizes.Box);
        var numbers = features?.cpu().contiguous().data<double>().ToArray();
        var count = PupilFeature.Count(_model.Degree);
        var none = new double[count];
        return Compute(withFeatures: true, (item, row, segment, pupil, real, imaginary) =>
        {
            var at = At(item, row, segment);
            WindowRow.LogarithmChange(pupil, numbers is null ? none : numbers.AsSpan(item * count, count));
            mapChange.AddTo(pupil, row, segment);
            WindowRow.Change(
                pupil, _object.Real.AsSpan(at), _object.Imaginary.AsSpan(at),
                change is null ? default : change.Real.AsSpan(at), change is null ? default : change.Imaginary.AsSpan(at), real, imaginary);
        });
    }

    /// <inheritdoc />
    public (torch.Tensor? Spectrum, torch.Tensor? Features, torch.Tensor? Map) Cotangent(torch.Tensor field, WindowParts parts)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (_model.Image.Rows, _model.Image.Columns);
        var fields = field.expand(FieldShape).reshape(_states.Length, rows, columns).contiguous();
        var windows = Enumerable.Range(0, Math.Min(Chunk, _states.Length)).Select(_ => new PlanarWindow(_sizes).Clear()).ToArray();
        using var gathering = new WindowGathering(_model, _sizes, _states, _object, _map, parts);
        for (var start = 0; start < _states.Length; start += Chunk)
        {
            var part = windows.AsMemory(0, Math.Min(Chunk, _states.Length - start));
            _transform.ToWindows(fields, start, part);
            gathering.Add(part, start);
        }

        foreach (var window in windows)
        {
            window.Dispose();
        }

        return (gathering.Spectrum()?.MoveToOuterDisposeScope(),
            gathering.Features()?.reshape(_frames, _model.Modes, -1).MoveToOuterDisposeScope(),
            gathering.Map()?.MoveToOuterDisposeScope());
    }

    /// <inheritdoc />
    public void Dispose() => _object.Dispose();

    private torch.Tensor Compute(bool withFeatures, RowFill fill)
    {
        using var scope = torch.NewDisposeScope();
        return _transform.ToImages(_states.Length, (item, window) => Fill(item, window, withFeatures, fill)).reshape(FieldShape).MoveToOuterDisposeScope();
    }

    private void Fill(int item, PlanarWindow window, bool withFeatures, RowFill fill)
    {
        using var pupil = new PupilRow(_sizes);
        var (box, state) = (_sizes.Box, _states[item]);
        for (var row = box.FirstRow; row < box.FirstRow + box.Rows; row++)
        {
            var segment = WindowSegment.Of(_sizes, state, row);
            window.Darken(row, segment);
            if (segment.Count > 0)
            {
                var at = window.At(row, segment);
                _map.Compute(pupil, state, row, segment, withFeatures);
                fill(item, row, segment, pupil, window.Real.AsSpan(at), window.Imaginary.AsSpan(at));
            }
        }
    }

    private int At(int item, int row, WindowSegment segment) =>
        (_states[item].Row + row - _sizes.Box.FirstRow) * _object.Stride + _states[item].Column + segment.InBox;
}

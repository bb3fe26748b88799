using DiffImaging.Optics.Kernels;
using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>The windows in one pass from the object's spectrum to the image's and back: single precision on the CPU.</summary>
/// <remarks>Pupils are computed row by row and never stored, fields in chunks, so that memory beside the fields themselves does not grow with the
/// number of frames. The back pass divides the rows of the object's spectrum among the threads: the result does not depend on their number.</remarks>
internal sealed class FusedWindows : IWindows
{
    // Large enough for the FFT to be fast, small enough for the cache.
    private const int Chunk = 16;

    private readonly ImagingModel _model;
    private readonly WindowSizes _sizes;
    private readonly int _frames;
    private readonly WindowState[] _states;
    private readonly PlanarSpectrum _object;
    private readonly BoxMap _map;

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
    }

    private long[] FieldShape => [_frames, _model.Modes, _model.Image.Rows, _model.Image.Columns];

    /// <inheritdoc />
    public torch.Tensor Fields() => Compute(withFeatures: false, (item, row, segment, pupil, target) =>
    {
        var at = At(item, row, segment);
        WindowRow.Multiply(pupil, _object.Real.AsSpan(at), _object.Imaginary.AsSpan(at), target);
    });

    /// <inheritdoc />
    public torch.Tensor Tangent(torch.Tensor? spectrum, torch.Tensor? features, torch.Tensor? map)
    {
        using var change = spectrum is null ? null : PlanarSpectrum.Of(spectrum, _model.Object);
        var mapChange = BoxMap.Of(map, _sizes.Box);
        var numbers = features?.cpu().contiguous().data<double>().ToArray();
        var count = PupilFeature.Count(_model.Degree);
        var none = new double[count];
        return Compute(withFeatures: true, (item, row, segment, pupil, target) =>
        {
            var at = At(item, row, segment);
            WindowRow.LogarithmChange(pupil, numbers is null ? none : numbers.AsSpan(item * count, count));
            mapChange.AddTo(pupil, row, segment);
            WindowRow.Change(
                pupil, _object.Real.AsSpan(at), _object.Imaginary.AsSpan(at),
                change is null ? default : change.Real.AsSpan(at), change is null ? default : change.Imaginary.AsSpan(at), target);
        });
    }

    /// <inheritdoc />
    public (torch.Tensor? Spectrum, torch.Tensor? Features, torch.Tensor? Map) Cotangent(torch.Tensor field, WindowParts parts)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (_model.Image.Rows, _model.Image.Columns);
        var fields = field.expand(FieldShape).reshape(_states.Length, rows, columns);
        using var gathering = new WindowGathering(_model, _sizes, _states, _object, _map, parts);
        for (var start = 0; start < _states.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, _states.Length - start);
            using var spectrum = torch.fft.fft2(fields.narrow(0, start, count));
            gathering.Add(spectrum, start, count);
        }

        return (gathering.Spectrum()?.MoveToOuterDisposeScope(),
            gathering.Features()?.reshape(_frames, _model.Modes, -1).MoveToOuterDisposeScope(),
            gathering.Map()?.MoveToOuterDisposeScope());
    }

    /// <inheritdoc />
    public void Dispose() => _object.Dispose();

    // Fills windows chunk by chunk and transforms them.
    private torch.Tensor Compute(bool withFeatures, Action<int, int, WindowSegment, PupilRow, Span<float>> fill)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (_model.Image.Rows, _model.Image.Columns);
        var result = torch.empty(_states.Length, rows, columns, dtype: torch.ScalarType.ComplexFloat32);
        var window = torch.zeros(Math.Min(Chunk, _states.Length), rows, columns, dtype: torch.ScalarType.ComplexFloat32);
        for (var start = 0; start < _states.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, _states.Length - start);
            Fill(window, start, count, withFeatures, fill);
            using var part = torch.fft.ifft2(window.narrow(0, 0, count));
            result.narrow(0, start, count).copy_(part);
        }

        return result.reshape(FieldShape).MoveToOuterDisposeScope();
    }

    private void Fill(torch.Tensor window, int first, int count, bool withFeatures, Action<int, int, WindowSegment, PupilRow, Span<float>> fill)
    {
        var (box, rows, columns) = (_sizes.Box, _sizes.Rows, _sizes.Columns);
        FusedKernel.Run(count * box.Rows, 8 * box.Columns, (start, end) =>
        {
            using var pupil = new PupilRow(_sizes);
            var numbers = FusedKernel.Numbers(window);
            for (var index = start; index < end; index++)
            {
                var (item, row) = (index / box.Rows, box.FirstRow + index % box.Rows);
                var target = numbers.Slice(2 * (item * rows + (row + rows) % rows) * columns, 2 * columns);

                // The window of the chunk before may have been bright where this one is dark.
                target[..(2 * (box.FirstColumn + box.Columns))].Clear();
                target[(2 * (columns + box.FirstColumn))..].Clear();
                var (below, above) = WindowSegment.Of(_sizes, _states[first + item], row);
                Part(below, target);
                Part(above, target);

                void Part(WindowSegment segment, Span<float> into)
                {
                    if (segment.Count > 0)
                    {
                        _map.Compute(pupil, _states[first + item], row, segment, withFeatures);
                        fill(first + item, row, segment, pupil, into.Slice(2 * segment.InImage, 2 * segment.Count));
                    }
                }
            }
        });
    }

    private int At(int item, int row, WindowSegment segment) =>
        (_states[item].Row + row - _sizes.Box.FirstRow) * _object.Stride + _states[item].Column + segment.InBox;
}

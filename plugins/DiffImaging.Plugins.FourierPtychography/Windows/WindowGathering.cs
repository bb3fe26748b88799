using DiffImaging.Optics.Kernels;
using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Adds the cotangents of many windows up, chunk by chunk: the adjoint half of <see cref="FusedWindows"/>.</summary>
/// <remarks>The rows of the object's spectrum are cut into blocks; each block adds its rows of every window, in the order of the windows. So no two threads
/// write to one place, and the sums over a window are added block by block.</remarks>
internal sealed class WindowGathering : IDisposable
{
    private readonly ImagingModel _model;
    private readonly WindowSizes _sizes;
    private readonly WindowState[] _states;
    private readonly PlanarSpectrum _object;
    private readonly BoxMap _map;
    private readonly PlanarSpectrum? _sum;
    private readonly double[]? _features;
    private readonly SortedDictionary<int, double[]>? _mapSums;
    private readonly int _featureCount;

    /// <param name="model">The microscope.</param>
    /// <param name="sizes">Its sizes.</param>
    /// <param name="states">Windows and pupils.</param>
    /// <param name="spectrum">The object's spectrum.</param>
    /// <param name="map">The pupil's free-form map.</param>
    /// <param name="parts">What is wanted.</param>
    public WindowGathering(ImagingModel model, WindowSizes sizes, WindowState[] states, PlanarSpectrum spectrum, BoxMap map, WindowParts parts)
    {
        (_model, _sizes, _states, _object, _map) = (model, sizes, states, spectrum, map);
        _featureCount = PupilFeature.Count(model.Degree);
        _sum = parts.HasFlag(WindowParts.Spectrum) ? new PlanarSpectrum(model.Object) : null;
        _features = parts.HasFlag(WindowParts.Features) ? new double[states.Length * _featureCount] : null;
        _mapSums = parts.HasFlag(WindowParts.Map) ? [] : null;
    }

    /// <summary>Adds some windows.</summary>
    /// <param name="windows">F{ψ̄} of each in the box.</param>
    /// <param name="first">Index of the first window.</param>
    public void Add(ReadOnlyMemory<PlanarWindow> windows, int first)
    {
        var count = windows.Length;
        var blocks = new SortedDictionary<int, double[]>();
        FusedKernel.Run(_model.Object.Rows, 4 * _sizes.Box.Columns * count, (start, end) =>
        {
            var sums = new double[_features is null ? 0 : count * _featureCount];
            var mapSums = MapSums(start);
            using var pupil = new PupilRow(_sizes);
            for (var item = 0; item < count; item++)
            {
                var state = _states[first + item];
                for (var row = Math.Max(start, state.Row); row < Math.Min(end, state.Row + _sizes.Box.Rows); row++)
                {
                    Add(windows.Span[item], state, row, pupil, _features is null ? default : sums.AsSpan(item * _featureCount, _featureCount), mapSums);
                }
            }

            lock (blocks)
            {
                blocks.Add(start, sums);
            }
        });
        foreach (var sums in blocks.Values)
        {
            for (var index = 0; index < sums.Length; index++)
            {
                _features![first * _featureCount + index] += sums[index];
            }
        }
    }

    /// <summary>Cotangent of the object's spectrum, FFT order; null where not wanted. In the caller's dispose scope.</summary>
    public torch.Tensor? Spectrum()
    {
        if (_sum is null)
        {
            return null;
        }

        // F⁻¹ of the fields carries 1/N.
        var result = _sum.ToTensor();
        return result.mul_(Share);
    }

    /// <summary>Sums of the features, float64, <c>[windows, features]</c>; null where not wanted. In the caller's dispose scope.</summary>
    public torch.Tensor? Features()
    {
        if (_features is null)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        return (torch.tensor(_features, torch.ScalarType.Float64) * Share).reshape(_states.Length, _featureCount).MoveToOuterDisposeScope();
    }

    /// <summary>Cotangent of the map, float64, <c>[2, rows, columns]</c>, FFT order; null where not wanted. In the caller's dispose scope.</summary>
    public torch.Tensor? Map()
    {
        if (_mapSums is null)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        var box = _sizes.Box;
        var total = new double[2 * box.Rows * box.Columns];
        foreach (var sums in _mapSums.Values)
        {
            for (var index = 0; index < sums.Length; index++)
            {
                total[index] += Share * sums[index];
            }
        }

        var map = torch.tensor(total, torch.ScalarType.Float64).reshape(2, box.Rows, box.Columns);
        return BoxOrder.Spread(map, box, _sizes.Rows, _sizes.Columns).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose() => _sum?.Dispose();

    private double Share => 1.0 / (_sizes.Rows * _sizes.Columns);

    private void Add(PlanarWindow window, WindowState state, int row, PupilRow pupil, Span<double> sums, double[] mapSums)
    {
        var frequency = row - state.Row + _sizes.Box.FirstRow;
        var segment = WindowSegment.Of(_sizes, state, frequency);
        if (segment.Count == 0)
        {
            return;
        }

        var (at, inWindow) = (row * _object.Stride + state.Column + segment.InBox, window.At(frequency, segment));
        var real = window.Real.AsSpan(inWindow);
        var imaginary = window.Imaginary.AsSpan(inWindow);
        _map.Compute(pupil, state, frequency, segment, _features is not null);
        if (_sum is not null)
        {
            WindowRow.Spread(pupil, real, imaginary, _sum.Real.AsSpan(at), _sum.Imaginary.AsSpan(at));
        }

        if (_features is null && _mapSums is null)
        {
            return;
        }

        WindowRow.Correlate(pupil, _object.Real.AsSpan(at), _object.Imaginary.AsSpan(at), real, imaginary);
        var inBox = (frequency - _sizes.Box.FirstRow) * _sizes.Box.Columns + segment.InBox;
        for (var i = 0; _mapSums is not null && i < segment.Count; i++)
        {
            mapSums[inBox + i] += pupil.Second[i];
            mapSums[mapSums.Length / 2 + inBox + i] += pupil.First[i];
        }

        if (_features is not null)
        {
            WindowRow.AddFeatures(pupil, sums);
        }
    }

    private double[] MapSums(int block)
    {
        if (_mapSums is null)
        {
            return [];
        }

        lock (_mapSums)
        {
            return _mapSums.TryGetValue(block, out var sums) ? sums : _mapSums[block] = new double[2 * _sizes.Box.Rows * _sizes.Box.Columns];
        }
    }
}

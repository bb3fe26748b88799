using DiffImaging.Plugins.FourierPtychography.Pupils;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>The part of a free-form map of the pupil that lies in the box, lowest frequency first; or none.</summary>
/// <param name="box">The box.</param>
/// <param name="phase">Phase in rad; empty for none.</param>
/// <param name="logarithm">Log-amplitude; empty for none.</param>
internal sealed class BoxMap(PupilBox box, float[] phase, float[] logarithm)
{
    /// <summary>Cuts the box out of a map in FFT order.</summary>
    /// <param name="map"><c>[2, rows, columns]</c>; null for none.</param>
    /// <param name="box">The box.</param>
    public static BoxMap Of(torch.Tensor? map, PupilBox box)
    {
        if (map is null)
        {
            return new BoxMap(box, [], []);
        }

        using var scope = torch.NewDisposeScope();
        var cut = BoxOrder.Cut(map.detach(), box).to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
        return new BoxMap(box, cut[..(cut.Length / 2)], cut[(cut.Length / 2)..]);
    }

    /// <summary>Computes a part of a row of a pupil with this map.</summary>
    public void Compute(PupilRow pupil, WindowState state, int row, WindowSegment segment, bool withFeatures)
    {
        var at = (row - box.FirstRow) * box.Columns + segment.InBox;
        pupil.Compute(
            state, row, segment.Frequency, segment.Count,
            phase.Length == 0 ? default : phase.AsSpan(at, segment.Count), phase.Length == 0 ? default : logarithm.AsSpan(at, segment.Count), withFeatures);
    }

    /// <summary>Adds this map, as a change of log P, to the row's spare rows.</summary>
    public void AddTo(PupilRow pupil, int row, WindowSegment segment)
    {
        if (phase.Length == 0)
        {
            return;
        }

        var at = (row - box.FirstRow) * box.Columns + segment.InBox;
        for (var i = 0; i < segment.Count; i++)
        {
            pupil.First[i] += logarithm[at + i];
            pupil.Second[i] += phase[at + i];
        }
    }
}

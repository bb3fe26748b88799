namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>A tile along one axis of the field, in samples of the image.</summary>
/// <param name="Start">First sample of the patch in the field.</param>
/// <param name="Size">Samples of the patch.</param>
/// <param name="First">First sample in the patch of the part that is shown; beyond it the patch's transforms wrap round.</param>
/// <param name="Count">Samples that are shown.</param>
internal readonly record struct TileSpan(int Start, int Size, int First, int Count)
{
    /// <summary>Cuts an axis into tiles; the parts that are shown cover it, the outermost with the padding beyond the recorded images.</summary>
    /// <param name="recorded">Recorded pixels.</param>
    /// <param name="tile">Pixels of a tile, a divisor of them.</param>
    /// <param name="padding">Samples of a patch beyond its tile on each side.</param>
    public static IReadOnlyList<TileSpan> Along(int recorded, int tile, int padding)
    {
        var last = recorded / tile - 1;
        return [.. Enumerable.Range(0, last + 1).Select(index =>
        {
            var (first, end) = (index == 0 ? 0 : padding, tile + (index == last ? 2 : 1) * padding);
            return new TileSpan(index * tile, tile + 2 * padding, first, end - first);
        })];
    }
}

namespace DiffImaging.Engine.Optimization;

/// <summary>A direction in the space of the parameters in which several elements may move at once, because no frame depends on
/// two of them.</summary>
/// <param name="Key">Key of the parameter.</param>
/// <param name="First">Index of the parameter's first element among all elements of the phase.</param>
/// <param name="Inner">Index of the element within one entry along the first axis; for a parameter of all frames the element.</param>
/// <param name="Stride">Elements of one entry along the first axis.</param>
/// <param name="EntryOfFrame">Entry that each frame of the measurement depends on; null where every frame depends on the element.</param>
internal sealed record ParameterProbe(string Key, int First, int Inner, int Stride, IReadOnlyList<int>? EntryOfFrame)
{
    /// <summary>The element that a frame sees moving, among all elements of the phase.</summary>
    public int ElementOf(int frame) => First + Inner + (EntryOfFrame is null ? 0 : EntryOfFrame[frame] * Stride);

    /// <summary>The elements that move, among those of the parameter.</summary>
    public IEnumerable<int> Moving() => EntryOfFrame is null ? [Inner] : EntryOfFrame.Distinct().Select(entry => entry * Stride + Inner);
}

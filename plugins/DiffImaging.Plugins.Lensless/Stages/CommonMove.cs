using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Lensless.Stages;

/// <summary>The directions in which all frames move alike: the object takes them up.</summary>
internal static class CommonMove
{
    /// <summary>Fixes the mean over the frames, along each axis.</summary>
    /// <param name="parameter">Name of a parameter of shape <c>[frames]</c> or <c>[frames, axes]</c>.</param>
    /// <param name="frames">Number of frames.</param>
    /// <param name="axes">Numbers of each frame.</param>
    public static FixedDirections Of(string parameter, int frames, int axes) => new(
        parameter,
        () => [.. Enumerable.Range(0, axes).Select(axis => Enumerable.Range(0, frames * axes).Select(index => index % axes == axis ? 1.0 : 0).ToArray())]);
}

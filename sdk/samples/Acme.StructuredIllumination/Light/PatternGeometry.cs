using DiffImaging.Sdk.Signals;

namespace Acme.StructuredIllumination.Light;

/// <summary>Where the stripes of each frame lie on the object's grid.</summary>
/// <param name="Grid">Grid of the object.</param>
/// <param name="Refinement">Samples of it along one side of a camera pixel.</param>
/// <param name="Orientations">Number of orientations; the frames of one follow each other.</param>
/// <param name="Frames">Number of frames, a multiple of the orientations.</param>
internal sealed record PatternGeometry(SamplingGrid Grid, int Refinement, int Orientations, int Frames)
{
    /// <summary>Frames of one orientation.</summary>
    public int Phases => Frames / Orientations;

    /// <summary>Where phases are counted, in metres behind the axis: the centre of the camera pixel that the axis enters. So the same stripes
    /// have the same phases on grids of any refinement.</summary>
    public double Origin => (Refinement - 1) / 2.0 * Grid.Pitch;

    /// <summary>The orientation of a frame.</summary>
    public int OrientationOf(int frame) => frame / Phases;
}

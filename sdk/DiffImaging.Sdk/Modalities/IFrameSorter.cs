namespace DiffImaging.Sdk.Modalities;

/// <summary>An <see cref="IInitializer"/> whose frame sets depend on parameters that the run moves, such as the angle of each frame's light: the engine asks for them again where a phase begins.</summary>
public interface IFrameSorter
{
    /// <summary>Finds the frame sets at the present values; called once for each phase that names frames, not when a run is resumed in the middle of one.</summary>
    /// <param name="context">The measurement, <c>[frames, 1, rows, columns]</c>, the values of every variable as they are, in SI units, and the sets that hold until now; borrowed, not to be changed.
    /// Where a frame that takes part moves the values so far that it should not, and without it they move back, it would come and go for ever: let a frame come in by a narrower rule than it stays by.</param>
    /// <returns>Frames by the names that <see cref="ModalityPlan.FrameSets"/> promises, all of them; indices from 0.</returns>
    IReadOnlyDictionary<string, IReadOnlyList<int>> Sort(InitializationContext context);
}

namespace DiffImaging.Sdk.Modalities;

/// <summary>An <see cref="IInitializer"/> whose frame sets depend on parameters that the run moves, such as the angle of each frame's light: the engine asks for them again where a phase begins.</summary>
public interface IFrameSorter
{
    /// <summary>Finds the frame sets at the present values; called once for each phase that names frames, not when a run is resumed in the middle of one.</summary>
    /// <param name="context">The measurement, <c>[frames, 1, rows, columns]</c>, and the values of every variable as they are, in SI units; borrowed, not to be changed.</param>
    /// <returns>Frames by the names that <see cref="ModalityPlan.FrameSets"/> promises, all of them; indices from 0.</returns>
    IReadOnlyDictionary<string, IReadOnlyList<int>> Sort(InitializationContext context);
}

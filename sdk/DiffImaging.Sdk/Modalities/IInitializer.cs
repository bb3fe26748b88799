namespace DiffImaging.Sdk.Modalities;

/// <summary>Finds where the joint optimisation starts: the start decides whether it arrives.</summary>
public interface IInitializer : IDisposable
{
    /// <summary>Computes a first guess of some variables from the measurement.</summary>
    /// <param name="context">Measurement and nominal values.</param>
    /// <returns>The guess; its tensors live in the caller's dispose scope.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    InitialGuess Initialize(InitializationContext context);
}

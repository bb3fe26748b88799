using TorchSharp;

namespace DiffImaging.Sdk.Modalities;

/// <summary>A first guess of variables.</summary>
/// <param name="Values">Values by <c>stage.name</c>: shape of the variable; object variables complex or real as declared,
/// uncertainty parameters float64.</param>
/// <param name="Scans">Curves that led to the guess, for the report.</param>
public sealed record InitialGuess(IReadOnlyDictionary<string, torch.Tensor> Values, IReadOnlyList<ScanCurve> Scans)
{
    /// <summary>Frames by the names that <see cref="ModalityPlan.FrameSets"/> promises, such as those in the bright field; indices from 0.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> FrameSets { get; init; } = new Dictionary<string, IReadOnlyList<int>>();
}

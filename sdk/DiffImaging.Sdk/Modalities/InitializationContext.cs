using TorchSharp;

namespace DiffImaging.Sdk.Modalities;

/// <summary>What an initializer may look at.</summary>
/// <param name="Measurement">Measured intensity, real, <c>[frames, 1, rows, columns]</c>; borrowed.</param>
/// <param name="Active">Variables that are estimated, as <c>stage.name</c>: a guess of any other is ignored.</param>
/// <param name="Report">Takes one line of progress for people to read.</param>
/// <param name="Cancellation">Cancels the work.</param>
public sealed record InitializationContext(
    torch.Tensor Measurement, IReadOnlySet<string> Active, Action<string> Report, CancellationToken Cancellation)
{
    /// <summary>Values of every variable before the guess, as <c>stage.name</c>: nominal, or what is known to be true. Borrowed; not to be changed.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Values { get; init; } = new Dictionary<string, torch.Tensor>();

    /// <summary>Frames that are held out of the fit: a guess learns nothing from them but what is theirs alone, such as their own shift.</summary>
    public IReadOnlySet<int> HeldOut { get; init; } = new HashSet<int>();

    /// <summary>The frame sets that hold until now, by the names that <see cref="ModalityPlan.FrameSets"/> promises; empty where a first guess is made.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> FrameSets { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>The frames that are fitted, ascending.</summary>
    public IEnumerable<int> FittedFrames => Enumerable.Range(0, (int)Measurement.shape[0]).Where(frame => !HeldOut.Contains(frame));
}

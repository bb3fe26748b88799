using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>Copies of tensors, to see whether anybody changed the originals.</summary>
internal sealed class TensorSnapshot
{
    private readonly List<(string Name, torch.Tensor Original, torch.Tensor Copy)> _entries = [];

    /// <summary>Takes a copy; it lives in the caller's dispose scope.</summary>
    public TensorSnapshot With(string name, torch.Tensor? tensor)
    {
        if (tensor is not null)
        {
            _entries.Add((name, tensor, tensor.clone()));
        }

        return this;
    }

    /// <summary>Takes copies of a point's tensors.</summary>
    public TensorSnapshot With(Stages.StagePoint point, string prefix = "")
    {
        With(prefix + "input", point.Input);
        foreach (var (name, value) in point.Values)
        {
            With($"{prefix}'{name}'", value);
        }

        return this;
    }

    /// <summary>What was changed or disposed, one sentence each.</summary>
    public IReadOnlyList<string> Changes() => [.. _entries.SelectMany(entry =>
        entry.Original.IsInvalid ? [$"The tensor of {entry.Name} was disposed."]
        : TensorMeasure.Same(entry.Original, entry.Copy) ? Array.Empty<string>()
        : [$"The tensor of {entry.Name} was changed."])];
}

using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>What a solver remembers between iterations.</summary>
internal sealed class SolverState
{
    /// <summary>Numbers by name.</summary>
    public Dictionary<string, double> Numbers { get; init; } = [];

    /// <summary>Tensors by name; borrowed.</summary>
    public Dictionary<string, torch.Tensor> Tensors { get; init; } = [];

    /// <summary>Adds another state under a prefix.</summary>
    public void Include(string prefix, SolverState other)
    {
        foreach (var (name, number) in other.Numbers)
        {
            Numbers[$"{prefix}/{name}"] = number;
        }

        foreach (var (name, tensor) in other.Tensors)
        {
            Tensors[$"{prefix}/{name}"] = tensor;
        }
    }

    /// <summary>The tensors whose names are 0, 1, …, in that order.</summary>
    public IReadOnlyList<torch.Tensor> InOrder() =>
        [.. Enumerable.Range(0, Tensors.Count).Select(index => Tensors[index.ToString(null as IFormatProvider)])];

    /// <summary>The state under a prefix.</summary>
    public SolverState Below(string prefix) => new()
    {
        Numbers = Numbers.Where(pair => pair.Key.StartsWith(prefix + "/", StringComparison.Ordinal)).ToDictionary(pair => pair.Key[(prefix.Length + 1)..], pair => pair.Value),
        Tensors = Tensors.Where(pair => pair.Key.StartsWith(prefix + "/", StringComparison.Ordinal)).ToDictionary(pair => pair.Key[(prefix.Length + 1)..], pair => pair.Value),
    };
}

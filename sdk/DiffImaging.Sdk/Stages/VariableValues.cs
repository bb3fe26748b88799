using System.Collections;
using TorchSharp;

namespace DiffImaging.Sdk.Stages;

/// <summary>Values (or tangents, or cotangents) of the variables of one stage, by name.</summary>
/// <remarks>It borrows its tensors: it neither owns nor disposes them. Object variables have the dtype of the stage context,
/// uncertainty parameters are float64. As tangents, an absent name means zero.</remarks>
public sealed class VariableValues : IEnumerable<KeyValuePair<string, torch.Tensor>>
{
    private readonly Dictionary<string, torch.Tensor> _values = new(StringComparer.Ordinal);

    /// <summary>No variable.</summary>
    public static VariableValues Empty { get; } = [];

    /// <summary>The value of a variable.</summary>
    /// <exception cref="KeyNotFoundException">There is no variable of that name.</exception>
    public torch.Tensor this[string name] => _values.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"No variable '{name}' among: {string.Join(", ", _values.Keys)}.");

    /// <summary>The names that have a value.</summary>
    public IReadOnlyCollection<string> Names => _values.Keys;

    /// <summary>Adds a value; only for the time of construction.</summary>
    /// <exception cref="ArgumentException">The name has a value already.</exception>
    public void Add(string name, torch.Tensor value) => _values.Add(name, value);

    /// <summary>Returns the value of a variable, or null where it has none.</summary>
    public torch.Tensor? Find(string name) => _values.GetValueOrDefault(name);

    /// <inheritdoc />
    public IEnumerator<KeyValuePair<string, torch.Tensor>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

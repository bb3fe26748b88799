using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Pipelines;

/// <summary>Values (or tangents, or gradients) of variables of the whole model by <c>stage.name</c>; owns its tensors.</summary>
public sealed class JointPoint : IDisposable
{
    private readonly Dictionary<string, torch.Tensor> _values = new(StringComparer.Ordinal);

    /// <summary>The keys that have a value.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>The value of a variable.</summary>
    /// <remarks>Setting takes the tensor over from every dispose scope and disposes the one it replaces.</remarks>
    public torch.Tensor this[string key]
    {
        get => _values.TryGetValue(key, out var value)
            ? value
            : throw new KeyNotFoundException($"No variable '{key}' among: {string.Join(", ", _values.Keys)}.");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (_values.TryGetValue(key, out var old) && !ReferenceEquals(old, value))
            {
                old.Dispose();
            }

            _values[key] = value.DetachFromDisposeScope();
        }
    }

    /// <summary>Whether a variable has a value.</summary>
    public bool Contains(string key) => _values.ContainsKey(key);

    /// <summary>Copies every tensor.</summary>
    public JointPoint Clone()
    {
        var copy = new JointPoint();
        foreach (var (key, value) in _values)
        {
            copy[key] = value.clone();
        }

        return copy;
    }

    /// <summary>Adds the values of another point of the same variables.</summary>
    /// <param name="sum">Changed in place; null for zero.</param>
    /// <param name="term">Disposed, unless it is what is returned.</param>
    /// <returns>The sum.</returns>
    public static JointPoint Sum(JointPoint? sum, JointPoint term)
    {
        ArgumentNullException.ThrowIfNull(term);
        if (sum is null)
        {
            return term;
        }

        using var scope = torch.NewDisposeScope();
        foreach (var (key, value) in term._values)
        {
            sum._values[key].add_(value);
        }

        term.Dispose();
        return sum;
    }

    /// <summary>Copies the values of another point of the same variables into this one's tensors.</summary>
    public void CopyFrom(JointPoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        using var scope = torch.NewDisposeScope();
        foreach (var (key, value) in other._values)
        {
            _values[key].copy_(value);
        }
    }

    /// <summary>The values of one stage, borrowed.</summary>
    public VariableValues Of(PlannedStage stage)
    {
        ArgumentNullException.ThrowIfNull(stage);
        var result = new VariableValues();
        foreach (var variable in stage.Variables)
        {
            if (_values.TryGetValue(variable.Key, out var value))
            {
                result.Add(variable.Name, value);
            }
        }

        return result;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var value in _values.Values)
        {
            value.Dispose();
        }

        _values.Clear();
    }
}

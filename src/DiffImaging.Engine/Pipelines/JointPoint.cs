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

    /// <summary>Copies the values of another point of the same variables into this one's tensors.</summary>
    public void CopyFrom(JointPoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
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

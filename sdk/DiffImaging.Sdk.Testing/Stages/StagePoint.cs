using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Stages;

/// <summary>A point in the space of a stage's input and variables, or a direction in it, where what is absent is zero.</summary>
internal sealed record StagePoint(torch.Tensor? Input, VariableValues Values)
{
    /// <summary>The name under which the input goes among the variables.</summary>
    public const string InputSlot = "(input)";

    /// <summary>Names of all that is present.</summary>
    public IReadOnlyList<string> Slots => [.. Input is null ? Array.Empty<string>() : [InputSlot], .. Values.Names];

    /// <summary>Returns the part of one slot alone.</summary>
    public StagePoint Only(string slot) => slot == InputSlot
        ? new StagePoint(Input, VariableValues.Empty)
        : new StagePoint(null, new VariableValues { { slot, Values[slot] } });

    /// <summary>Returns this + factor · direction.</summary>
    public StagePoint Plus(StagePoint direction, double factor) => Map((slot, tensor) =>
        direction.Find(slot) is { } tangent ? tensor + factor * tangent : tensor);

    /// <summary>Computes the sum of the slots' inner products.</summary>
    public double Inner(StagePoint other) => Slots.Sum(slot =>
        Find(slot) is { } a && other.Find(slot) is { } b ? TensorMeasure.Inner(a, b) : 0);

    /// <summary>The tensor of a slot; null where it is absent.</summary>
    public torch.Tensor? Find(string slot) => slot == InputSlot ? Input : Values.Find(slot);

    /// <summary>Returns a point with every tensor mapped.</summary>
    public StagePoint Map(Func<string, torch.Tensor, torch.Tensor> map)
    {
        var values = new VariableValues();
        foreach (var (name, value) in Values)
        {
            values.Add(name, map(name, value));
        }

        return new StagePoint(Input is null ? null : map(InputSlot, Input), values);
    }

    /// <summary>Draws a direction: one unit of it is one natural scale of everything.</summary>
    public StagePoint RandomDirection(StagePlan plan, torch.Generator generator) => Map((slot, tensor) =>
    {
        var scale = plan.Parameters.FirstOrDefault(parameter => parameter.Name == slot)?.Scale ?? RandomTensor.Spread;
        return scale * RandomTensor.Normal(tensor.shape, tensor.is_complex(), generator);
    });

    /// <summary>The input as a signal.</summary>
    public Signal AsSignal(SignalDescription description) => new(Input, description);
}

using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Objects;

/// <summary>Takes the numbers of one part out of an object variable, and puts them back.</summary>
internal sealed class ObjectView
{
    private readonly ObjectVariable _variable;
    private readonly int? _plane;

    /// <summary>Makes a view of one part.</summary>
    /// <param name="variable">The variable; <see cref="Check"/> has found no error.</param>
    /// <param name="part">The part.</param>
    public ObjectView(ObjectVariable variable, ObjectPart part)
    {
        _variable = variable;
        _plane = variable.Parametrization == ObjectParametrization.LogAmplitudePhase && part != ObjectPart.Complex
            ? part == ObjectPart.Phase ? 1 : 0
            : null;
    }

    /// <summary>Adds an error where a variable has no such part among its numbers.</summary>
    public static void Check(ObjectVariable variable, ObjectPart part, FindingList findings)
    {
        var found = $"found '{KebabCase.From(part.ToString())}'";
        switch (variable.Parametrization, part)
        {
            case (ObjectParametrization.Complex, not ObjectPart.Complex):
                findings.Error("on", $"{found}, but '{variable.Name}' is complex: expected 'complex', or the parametrisation 'log-amplitude-phase'.");
                break;
            case (ObjectParametrization.PhaseOnly, ObjectPart.Amplitude):
                findings.Error("on", $"{found}, but '{variable.Name}' has a phase only: expected 'phase' or 'complex'.");
                break;
            case (ObjectParametrization.AbsorptionOnly, ObjectPart.Phase):
                findings.Error("on", $"{found}, but '{variable.Name}' has an absorption only: expected 'amplitude' or 'complex'.");
                break;
            case (ObjectParametrization.Real, ObjectPart.Phase):
                findings.Error("on", $"{found}, but '{variable.Name}' is real: expected 'amplitude' or 'complex'.");
                break;
        }
    }

    /// <summary>Takes the part out.</summary>
    /// <returns>A view, <c>[rows, columns]</c> or <c>[2, rows, columns]</c>, in the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">The tensor is not of the variable's shape and kind.</exception>
    public torch.Tensor Select(torch.Tensor variable)
    {
        Require(variable);
        return _plane is { } plane ? variable.select(0, plane) : variable.alias();
    }

    /// <summary>Puts a part into a copy of the variable.</summary>
    /// <returns>A fresh tensor, or the part itself where it is all; in the caller's dispose scope.</returns>
    public torch.Tensor Replace(torch.Tensor variable, torch.Tensor part)
    {
        if (_plane is not { } plane)
        {
            return part;
        }

        var result = variable.clone();
        using var target = result.select(0, plane);
        target.copy_(part).Dispose();
        return result;
    }

    /// <summary>Numbers that stand for a transmittance |o| without phase, in the shape that broadcasts to <see cref="Select"/>.</summary>
    /// <param name="amplitude">|o| &gt; 0; 0 where the numbers are o itself.</param>
    public torch.Tensor Numbers(double amplitude, torch.ScalarType type, torch.Device device)
    {
        var logarithm = Math.Log(amplitude);
        return (_variable.Parametrization, _plane) switch
        {
            (ObjectParametrization.Complex or ObjectParametrization.Real, _) => torch.tensor(amplitude, type, device),
            (ObjectParametrization.LogAmplitudePhase, null) => torch.tensor([logarithm, 0], [2, 1, 1], type, device),
            (ObjectParametrization.LogAmplitudePhase, 0) => torch.tensor(logarithm, type, device),
            (ObjectParametrization.AbsorptionOnly, _) => torch.tensor(-logarithm, type, device),
            _ => torch.tensor(0.0, type, device),
        };
    }

    /// <summary>The reference of a component: a value for every number, or else the numbers of empty space.</summary>
    /// <returns>In the working precision; the caller owns it.</returns>
    public torch.Tensor Reference(double? value, StageContext context) =>
        (value is { } number
            ? torch.tensor(number, context.RealType, context.Device)
            : Numbers(_variable.Background, context.RealType, context.Device)).DetachFromDisposeScope();

    /// <summary>Requires the shape and kind of the variable.</summary>
    /// <exception cref="ArgumentException">The tensor has another.</exception>
    public void Require(torch.Tensor variable)
    {
        if (variable.is_complex() != _variable.IsComplex || !variable.shape.AsSpan().SequenceEqual([.. _variable.Shape]))
        {
            throw new ArgumentException(
                $"Found a {variable.dtype} tensor of the shape [{string.Join(", ", variable.shape)}], expected "
                + $"a {(_variable.IsComplex ? "complex" : "real")} one of the shape [{string.Join(", ", _variable.Shape)}].", nameof(variable));
        }
    }
}

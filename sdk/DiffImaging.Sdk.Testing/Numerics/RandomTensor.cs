using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>Random values for checks, in double precision: generic, near what is met in practice.</summary>
public static class RandomTensor
{
    /// <summary>Spread of object variables about their background, and of fields about 1.</summary>
    public const double Spread = 0.1;

    /// <summary>Makes a generator of chance.</summary>
    public static torch.Generator Generator(long seed) => new((ulong)seed, torch.CPU);

    /// <summary>Draws independent normal numbers of variance 1 (complex: of each part).</summary>
    /// <returns>float64 or complex128, in the caller's dispose scope.</returns>
    public static torch.Tensor Normal(long[] shape, bool isComplex, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var draw = () => torch.randn(shape, torch.ScalarType.Float64, generator: generator);
        return (isComplex ? torch.complex(draw(), draw()) : draw()).MoveToOuterDisposeScope();
    }

    /// <summary>Draws a signal: a field about 1, or a positive intensity about 1; null for a source's empty input.</summary>
    /// <returns><c>[frames, modes, rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor? OfSignal(SignalDescription signal, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(signal);
        if (signal.Domain == SignalDomain.None)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        long[] shape = [signal.Frames, signal.Modes, signal.Grid.Rows, signal.Grid.Columns];
        var normal = Normal(shape, signal.Domain == SignalDomain.Field, generator);
        var result = signal.Domain == SignalDomain.Field ? 1 + Spread * normal : (Spread * normal).exp();
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Draws an object variable near its background.</summary>
    /// <returns>float64 or complex128, in the variable's shape and the caller's dispose scope.</returns>
    public static torch.Tensor OfObject(ObjectVariable variable, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(variable);
        using var scope = torch.NewDisposeScope();
        var normal = Spread * Normal([.. variable.Shape], variable.IsComplex, generator);
        var logarithm = Math.Log(Math.Max(variable.Background, 1e-3));
        var result = variable.Parametrization switch
        {
            ObjectParametrization.Complex or ObjectParametrization.Real => variable.Background + normal,
            ObjectParametrization.LogAmplitudePhase => normal + torch.tensor([logarithm, 0.0], torch.ScalarType.Float64).reshape(2, 1, 1),
            ObjectParametrization.AbsorptionOnly => normal.abs() - logarithm,
            _ => normal,
        };
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Draws an uncertainty parameter: nominal value plus about a third of its scale, inside its bounds.</summary>
    /// <returns>float64, in the parameter's shape and the caller's dispose scope.</returns>
    public static torch.Tensor OfParameter(UncertaintyParameter parameter, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        using var scope = torch.NewDisposeScope();
        long[] shape = [.. parameter.Shape];
        var nominal = torch.tensor([.. parameter.Nominal], torch.ScalarType.Float64).reshape(shape);
        var result = nominal + 0.3 * parameter.Scale * Normal(shape, isComplex: false, generator);
        if (parameter.Bounds is { } bounds)
        {
            // Central differences reach a tenth of the scale to either side.
            var room = Math.Min(0.1 * parameter.Scale, 0.25 * (bounds.Upper - bounds.Lower));
            result = result.clamp(bounds.Lower + room, bounds.Upper - room);
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Draws every variable of a stage.</summary>
    /// <returns>Values in the caller's dispose scope.</returns>
    public static VariableValues OfPlan(StagePlan plan, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var values = new VariableValues();
        foreach (var variable in plan.Objects)
        {
            values.Add(variable.Name, OfObject(variable, generator));
        }

        foreach (var parameter in plan.Parameters)
        {
            values.Add(parameter.Name, OfParameter(parameter, generator));
        }

        return values;
    }
}

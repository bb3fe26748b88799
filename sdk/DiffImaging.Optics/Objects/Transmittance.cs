using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Optics.Objects;

/// <summary>The complex transmittance o that the numbers of an object variable stand for, with its derivatives.</summary>
public static class Transmittance
{
    /// <summary>Computes o from the numbers.</summary>
    /// <param name="variable">The object variable, in the shape of its parametrisation.</param>
    /// <param name="parametrization">How numbers stand for o.</param>
    /// <returns>Complex, <c>[rows, columns]</c>, in the caller's dispose scope; an alias where the numbers are o.</returns>
    public static torch.Tensor Of(torch.Tensor variable, ObjectParametrization parametrization)
    {
        ArgumentNullException.ThrowIfNull(variable);
        using var scope = torch.NewDisposeScope();
        var result = parametrization switch
        {
            ObjectParametrization.Complex => variable.alias(),
            ObjectParametrization.LogAmplitudePhase => variable.select(0, 0).exp() * Phasor.Of(variable.select(0, 1)),
            ObjectParametrization.PhaseOnly => Phasor.Of(variable),
            ObjectParametrization.Real => torch.complex(variable, torch.zeros_like(variable)),
            _ => torch.complex((-variable).exp(), torch.zeros_like(variable)),
        };
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Computes the tangent of o.</summary>
    /// <param name="transmittance">o at the point.</param>
    /// <param name="tangent">Tangent of the numbers.</param>
    /// <param name="parametrization">How numbers stand for o.</param>
    /// <returns>Complex, <c>[rows, columns]</c>, in the caller's dispose scope.</returns>
    public static torch.Tensor Tangent(torch.Tensor transmittance, torch.Tensor tangent, ObjectParametrization parametrization)
    {
        ArgumentNullException.ThrowIfNull(transmittance);
        ArgumentNullException.ThrowIfNull(tangent);
        using var scope = torch.NewDisposeScope();
        var result = parametrization switch
        {
            ObjectParametrization.Complex => tangent.alias(),
            ObjectParametrization.LogAmplitudePhase => transmittance * torch.complex(tangent.select(0, 0), tangent.select(0, 1)),
            ObjectParametrization.PhaseOnly => transmittance * torch.complex(torch.zeros_like(tangent), tangent),
            ObjectParametrization.Real => torch.complex(tangent, torch.zeros_like(tangent)),
            _ => transmittance * -tangent,
        };
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Computes the cotangent of the numbers: the adjoint of <see cref="Tangent"/>.</summary>
    /// <param name="transmittance">o at the point.</param>
    /// <param name="cotangent">Cotangent of o, complex.</param>
    /// <param name="parametrization">How numbers stand for o.</param>
    /// <returns>In the shape of the parametrisation, in the caller's dispose scope.</returns>
    public static torch.Tensor Cotangent(torch.Tensor transmittance, torch.Tensor cotangent, ObjectParametrization parametrization)
    {
        ArgumentNullException.ThrowIfNull(transmittance);
        ArgumentNullException.ThrowIfNull(cotangent);
        using var scope = torch.NewDisposeScope();
        if (parametrization == ObjectParametrization.Complex)
        {
            return cotangent.alias().MoveToOuterDisposeScope();
        }

        if (parametrization == ObjectParametrization.Real)
        {
            return cotangent.real.clone().MoveToOuterDisposeScope();
        }

        var product = transmittance.conj() * cotangent;
        var result = parametrization switch
        {
            ObjectParametrization.LogAmplitudePhase => torch.stack([product.real, product.imag]),
            ObjectParametrization.PhaseOnly => product.imag.clone(),
            _ => -product.real,
        };
        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Computes the numbers of a given transmittance.</summary>
    /// <param name="transmittance">o, complex, <c>[rows, columns]</c>, not zero.</param>
    /// <param name="parametrization">How numbers stand for o; what it cannot hold is dropped.</param>
    /// <returns>In the shape of the parametrisation, in the caller's dispose scope.</returns>
    public static torch.Tensor Invert(torch.Tensor transmittance, ObjectParametrization parametrization)
    {
        ArgumentNullException.ThrowIfNull(transmittance);
        using var scope = torch.NewDisposeScope();
        var logarithm = () => transmittance.abs().clamp_min(1e-6).log();
        var result = parametrization switch
        {
            ObjectParametrization.Complex => transmittance.clone(),
            ObjectParametrization.LogAmplitudePhase => torch.stack([logarithm(), transmittance.angle()]),
            ObjectParametrization.PhaseOnly => transmittance.angle(),
            ObjectParametrization.Real => transmittance.real.clone(),
            _ => -logarithm(),
        };
        return result.MoveToOuterDisposeScope();
    }
}

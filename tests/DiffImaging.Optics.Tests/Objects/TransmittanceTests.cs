using DiffImaging.Optics.Objects;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Objects;

[TestFixture]
public sealed class TransmittanceTests : ScopedFixture
{
    private const double Rounding = 1e-12;
    private const double Step = 1e-5;
    private const double Differences = 1e-8;   // second order: step²; rounding over the step: 10⁻¹¹

    [Test]
    public void The_forms_are_what_the_parametrisation_says()
    {
        var phase = Numbers(1, ObjectParametrization.PhaseOnly);
        var one = torch.ones_like(phase);

        Assert.That(Fields.RelativeError(Transmittance.Of(phase, ObjectParametrization.PhaseOnly), torch.polar(one, phase)), Is.LessThan(Rounding));
        Assert.That(Fields.RelativeError(Transmittance.Of(phase, ObjectParametrization.AbsorptionOnly), Fields.ToComplex((-phase).exp())), Is.LessThan(Rounding));
        Assert.That(Fields.RelativeError(Transmittance.Of(phase, ObjectParametrization.Real), Fields.ToComplex(phase)), Is.LessThan(Rounding));
        Assert.That(
            Fields.RelativeError(Transmittance.Of(torch.stack([0.2 * one, phase]), ObjectParametrization.LogAmplitudePhase), torch.polar(Math.Exp(0.2) * one, phase)),
            Is.LessThan(Rounding));
    }

    [Test]
    public void The_tangent_agrees_with_central_differences([Values] ObjectParametrization parametrization)
    {
        var (x, v) = (Numbers(1, parametrization), Numbers(2, parametrization));

        var tangent = Transmittance.Tangent(Transmittance.Of(x, parametrization), v, parametrization);

        var difference = (Transmittance.Of(x + Step * v, parametrization) - Transmittance.Of(x - Step * v, parametrization)) / (2 * Step);
        Assert.That(tangent.is_complex(), Is.True);
        Assert.That(Fields.RelativeError(tangent, difference), Is.LessThan(Differences));
    }

    [Test]
    public void The_cotangent_is_the_adjoint_of_the_tangent([Values] ObjectParametrization parametrization)
    {
        var (x, v, u) = (Numbers(1, parametrization), Numbers(2, parametrization), Fields.Random(3, 5, 6));
        var o = Transmittance.Of(x, parametrization);

        var cotangent = Transmittance.Cotangent(o, u, parametrization);

        Assert.That(cotangent.shape, Is.EqualTo(x.shape));
        Assert.That(cotangent.dtype, Is.EqualTo(x.dtype));
        Assert.That(Fields.Inner(u, Transmittance.Tangent(o, v, parametrization)), Is.EqualTo(Fields.Inner(cotangent, v)).Within(1e-10));   // a sum of 60 numbers about 1
    }

    [Test]
    public void The_cotangent_is_what_autograd_finds([Values] ObjectParametrization parametrization)
    {
        var (x, u) = (Numbers(1, parametrization), Fields.Random(3, 5, 6));
        var leaf = x.clone().requires_grad_(true);

        (u.conj() * Transmittance.Of(leaf, parametrization)).real.sum().backward();

        Assert.That(Fields.RelativeError(Transmittance.Cotangent(Transmittance.Of(x, parametrization), u, parametrization), leaf.grad!), Is.LessThan(Rounding));
    }

    [Test]
    public void Inverting_gives_the_numbers_back([Values] ObjectParametrization parametrization)
    {
        var x = 0.5 * Numbers(1, parametrization).tanh();   // phases within half a turn

        Assert.That(Fields.RelativeError(Transmittance.Invert(Transmittance.Of(x, parametrization), parametrization), x), Is.LessThan(Rounding));
    }

    [Test]
    public void Single_precision_stays_single([Values] ObjectParametrization parametrization)
    {
        var x = Numbers(1, parametrization);

        var o = Transmittance.Of(x.to(x.is_complex() ? torch.complex64 : torch.float32), parametrization);

        Assert.That(o.dtype, Is.EqualTo(torch.ScalarType.ComplexFloat32));
        Assert.That(Fields.RelativeError(o.to(torch.complex128), Transmittance.Of(x, parametrization)), Is.LessThan(1e-6));   // float32
    }

    private static torch.Tensor Numbers(long seed, ObjectParametrization parametrization)
    {
        var variable = new ObjectVariable("x", new(5, 6, 1e-6), parametrization);
        var numbers = Fields.Random(seed, [.. variable.Shape]);
        return variable.IsComplex ? numbers : numbers.real.clone();
    }
}

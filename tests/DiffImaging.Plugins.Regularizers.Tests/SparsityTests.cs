using DiffImaging.Plugins.Regularizers.Sparsity;
using DiffImaging.Sdk.Objects;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Tests;

[TestFixture]
public sealed class SparsityTests
{
    private const double Rounding = 1e-12;

    private static readonly SparsityFactory Factory = new();

    [Test]
    public void Empty_space_costs_nothing([Values] ObjectParametrization parametrization)
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(parametrization, background: 0.8);
        using var regularizer = Some.Regularizer(Factory, "{}", variable);
        var space = torch.full(12, 10, parametrization == ObjectParametrization.PhaseOnly ? 1 : 0.8, torch.ScalarType.ComplexFloat64);

        var value = regularizer.Evaluate(Optics.Objects.Transmittance.Invert(space, parametrization));

        // A pure phase has no amplitude to hold 0.8 with; its empty space is the phase 0.
        Assert.That(value.ToDouble(), Is.EqualTo(0).Within(1e-10));
    }

    [Test]
    public void The_proximal_operator_shrinks_the_modulus_about_the_reference()
    {
        using var scope = torch.NewDisposeScope();
        var variable = Some.Variable(rows: 1, columns: 3);
        using var proximal = Some.Proximable(Factory, "{}", variable).CreateProximal();
        var image = Row([1, 1.3, 1], [0, 0.4, -0.05]);

        var result = proximal.Apply(image, 0.1);

        Assert.That(Some.LargestDifference(result, Row([1, 1.24, 1], [0, 0.32, 0])), Is.LessThan(Rounding));
    }

    [TestCase("haar")]
    [TestCase("daubechies4")]
    public void The_wavelet_transform_is_orthonormal_and_inverted_by_its_adjoint(string name)
    {
        using var scope = torch.NewDisposeScope();
        var transform = new WaveletTransform(Enum.Parse<Wavelet>(name, ignoreCase: true), 2);
        var image = Some.Value(Some.Variable(rows: 16, columns: 8), 2);

        var (average, details) = transform.Forward(image);

        var energy = details.Append(average).Sum(band => band.abs().square().sum().ToDouble());
        Assert.That(energy, Is.EqualTo(image.abs().square().sum().ToDouble()).Within(1e-10));
        Assert.That(details.Append(average).Sum(band => band.numel()), Is.EqualTo(image.numel()));
        Assert.That(Some.LargestDifference(transform.Inverse(average, details), image), Is.LessThan(Rounding));
    }

    [Test]
    public void Daubechies_details_of_a_ramp_vanish_away_from_the_edge()
    {
        using var scope = torch.NewDisposeScope();
        var ramp = torch.arange(16, torch.ScalarType.Float64).unsqueeze(1).expand(16, 16);

        var (_, details) = new WaveletTransform(Wavelet.Daubechies4, 1).Forward(ramp);

        Assert.That(details[0].narrow(0, 0, 7).abs().max().ToDouble(), Is.LessThan(Rounding));
    }

    [Test]
    public void Levels_that_do_not_divide_the_sizes_are_an_error_that_says_how_many_would()
    {
        var findings = Some.Findings(Factory, """{ "domain": "wavelet", "levels": 3 }""", Some.Variable());

        Assert.That(findings.Single().ToString(), Is.EqualTo(
            "components:component:levels: found 3 for 'object' of 12 × 10 samples, expected at most 1: 2^levels divides both sizes."));
    }

    // Not torch.tensor(Complex[]): it wraps managed memory, which is not aligned as torch expects complex128 to be.
    private static torch.Tensor Row(double[] real, double[] imaginary) =>
        torch.complex(torch.tensor(real), torch.tensor(imaginary)).unsqueeze(0);
}

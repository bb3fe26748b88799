using DiffImaging.Optics.Elements;
using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Pupils;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests;

/// <summary>Every function leaves its result in the caller's scope, and nothing else anywhere.</summary>
[TestFixture]
public sealed class MemoryTests : ScopedFixture
{
    private static readonly SamplingGrid Grid = new(8, 6, 2e-6);
    private static readonly Light Light = new(500e-9, 1.33);
    private static readonly torch.Device Cpu = torch.CPU;

    private static IEnumerable<TestCaseData> Functions()
    {
        yield return Case("Coordinates.X", _ => Coordinates.X(Grid, Cpu));
        yield return Case("Coordinates.Y", _ => Coordinates.Y(Grid, Cpu));
        yield return Case("Coordinates.FrequencyX", _ => Coordinates.FrequencyX(Grid, Cpu));
        yield return Case("Coordinates.FrequencyY", _ => Coordinates.FrequencyY(Grid, Cpu));
        yield return Case("Coordinates.SquaredFrequency", _ => Coordinates.SquaredFrequency(Grid, Cpu));
        yield return Case("Phasor.Of", field => Phasor.Of(field.Real));
        yield return Case("TiltedWave.Phase", field => TiltedWave.Phase(Grid, field.Number, field.Number));
        yield return Case("SphericalWave.Phase", field => SphericalWave.Phase(Grid, Light, field.Number));
        yield return Case("SphericalWave.Amplitude", field => SphericalWave.Amplitude(Grid, field.Number));
        yield return Case("SphericalWave.ParaxialPhase", field => SphericalWave.ParaxialPhase(Grid, Light, field.Number));
        yield return Case("ThinLens.Phase", field => ThinLens.Phase(Grid, Light, field.Number));
        yield return Case("Fresnel.TransferFunction", field => Fresnel.TransferFunction(Grid, Light, field.Number, Fields.Real));
        yield return Case("Fresnel.Propagate", field => Fresnel.Propagate(field.Complex, field.Complex));
        yield return Case("CircularPupil.Amplitude", field => CircularPupil.Amplitude(Grid, Light, field.Number));
        yield return Case("Zernike.Evaluate", field => Zernike.Evaluate(8, field.Real, field.Real));
        yield return Case("FourierShift.Phasor", field => FourierShift.Phasor(Grid, field.Number, field.Number, Fields.Real));
        yield return Case("FourierShift.Apply", field => FourierShift.Apply(field.Complex, field.Complex));
        yield return Case("Binning.Mean", field => Binning.Mean(field.Real, 2));
        yield return Case("Binning.MeanAdjoint", field => Binning.MeanAdjoint(field.Real, 2));
        yield return Case("PixelIntegration.TransferFunction", _ => PixelIntegration.TransferFunction(Grid, 1e-6, Cpu));
        yield return Case("PixelIntegration.Apply", field => PixelIntegration.Apply(field.Real, field.Number));
        yield return Case("FourierInterpolation.Refine", field => FourierInterpolation.Refine(field.Complex, 2));
        yield return Case("FourierInterpolation.RefineAdjoint", field => FourierInterpolation.RefineAdjoint(field.Complex, 2));
        yield return Case("Broadcasting.SumTo", field => Broadcasting.SumTo(field.Complex, [1, 6]));
        yield return Case("Broadcasting.SumTo of its own shape", field => Broadcasting.SumTo(field.Complex, [8, 6]));
        yield return Case("Margin.Add", field => Margin.Add(field.Complex, 2));
        yield return Case("Margin.Remove", field => Margin.Remove(field.Complex, 2));
        yield return Case("Margin.Centre", field => Margin.Centre(field.Complex, 3, 3));
        yield return Case("Margin.Embed", field => Margin.Embed(field.Complex, 9, 9));
        foreach (var parametrization in Enum.GetValues<ObjectParametrization>())
        {
            yield return Case($"Transmittance.Of {parametrization}", field => Transmittance.Of(field.Numbers(parametrization), parametrization));
            yield return Case($"Transmittance.Tangent {parametrization}", field => Transmittance.Tangent(field.Complex, field.Numbers(parametrization), parametrization));
            yield return Case($"Transmittance.Cotangent {parametrization}", field => Transmittance.Cotangent(field.Complex, field.Complex, parametrization));
            yield return Case($"Transmittance.Invert {parametrization}", field => Transmittance.Invert(field.Complex, parametrization));
        }
    }

    [TestCaseSource(nameof(Functions))]
    public void Only_the_result_is_left_in_the_scope(Func<Arguments, torch.Tensor> function)
    {
        var arguments = new Arguments();
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var scope = torch.NewDisposeScope())
        {
            var result = function(arguments);
            Assert.That(scope.Contains(result), Is.True);
            Assert.That(scope.DisposablesCount, Is.EqualTo(1));
        }

        Assert.That(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    [TestCase(0)]
    [TestCase(2)]
    public void A_propagator_takes_its_tensors_with_it(int padding)
    {
        var field = Fields.Random(1, 8, 6);
        var before = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
        using (var scope = torch.NewDisposeScope())
        {
            using var propagator = new AngularSpectrum(Grid, Light, Fields.Double, bandLimitDistance: 1e-3, padding);
            Assert.That(scope.DisposablesCount, Is.Zero, "made by the constructor");
            using var distance = Fields.Scalar(1e-3);
            var transfer = propagator.TransferFunction(distance);
            var spectrum = propagator.Enter(field);
            propagator.Leave(spectrum);
            propagator.Propagate(field, transfer);
            Assert.That(scope.DisposablesCount, Is.EqualTo(5), "distance, transfer function, spectrum and two fields");
        }

        Assert.That(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount, Is.EqualTo(before));
    }

    private static TestCaseData Case(string name, Func<Arguments, torch.Tensor> function) =>
        new TestCaseData(function).SetArgDisplayNames(name);

    /// <summary>Arguments of every kind.</summary>
    public sealed class Arguments
    {
        public torch.Tensor Number { get; } = Fields.Scalar(0.01);

        public torch.Tensor Complex { get; } = Fields.Random(1, 8, 6);

        public torch.Tensor Real { get; } = Fields.Random(2, 8, 6).real.clone();

        private torch.Tensor Two { get; } = Fields.Random(3, 2, 8, 6).real.clone();

        public torch.Tensor Numbers(ObjectParametrization parametrization) => parametrization switch
        {
            ObjectParametrization.Complex => Complex,
            ObjectParametrization.LogAmplitudePhase => Two,
            _ => Real,
        };
    }
}

using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Stages.PlaneWave;

/// <summary>A plane wave a exp(iφ), φ = 2π (x sin α_x + y sin α_y) n/λ + k c r² / 2.</summary>
/// <remarks>Complex, <c>[1, 1, rows, columns]</c>, or <c>[1, 1, 1, 1]</c> where tilts and curvature are fixed at 0: the
/// derivatives by them are zero then, because nobody asks. Conventions: sdk/docs/physics-conventions.md.</remarks>
internal sealed class PlaneWave(SignalDescription output, StageContext context, bool mayBeUniform) : ILinearizableStage
{
    public const string AmplitudeName = "amplitude";
    public const string TiltXName = "tiltX";
    public const string TiltYName = "tiltY";
    public const string CurvatureName = "curvature";

    private static readonly string[] ShapeNames = [TiltXName, TiltYName, CurvatureName];

    private readonly Light _light = Light.Of(output);

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var wave = values[AmplitudeName] * UnitWave(values);
        return new Signal(wave.to(context.ComplexType).MoveToOuterDisposeScope(), output);
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new Linearization(this, input, values);

    public void Dispose()
    {
    }

    // A fixed parameter may still be given another value than its nominal one, as a simulation of its error does.
    private bool IsUniform(VariableValues values) =>
        mayBeUniform && ShapeNames.All(name => !values[name].requires_grad && values[name].item<double>() == 0);

    // exp(iφ) in complex128, [1, 1, rows, columns] or [1, 1, 1, 1].
    private torch.Tensor UnitWave(VariableValues values)
    {
        using var scope = torch.NewDisposeScope();
        if (IsUniform(values))
        {
            return torch.ones([1, 1, 1, 1], torch.ScalarType.ComplexFloat64, context.Device).MoveToOuterDisposeScope();
        }

        var tilt = TiltedWave.Phase(output.Grid, _light.CutOff * values[TiltXName].sin(), _light.CutOff * values[TiltYName].sin());
        var phase = tilt + SphericalWave.ParaxialPhase(output.Grid, _light, values[CurvatureName]);
        return Phasor.Of(phase).unsqueeze(0).unsqueeze(0).MoveToOuterDisposeScope();
    }

    private sealed class Linearization : ILinearization
    {
        private readonly PlaneWave _stage;
        private readonly Signal _input;
        private readonly VariableValues _values;

        public Linearization(PlaneWave stage, Signal input, VariableValues values)
        {
            (_stage, _input, _values) = (stage, input, values);
            var wave = stage.Forward(input, values, default);
            wave.Tensor.DetachFromDisposeScope();
            Output = wave;
        }

        public Signal Output { get; }

        public Signal Jvp(Signal inputTangent, VariableValues tangent)
        {
            using var scope = torch.NewDisposeScope();
            torch.Tensor? moved = null;
            foreach (var (name, change) in tangent)
            {
                var part = Derivative(name) * change;
                moved = moved is null ? part : moved + part;
            }

            return new Signal(moved?.to(Output.Tensor.dtype).MoveToOuterDisposeScope(), Output.Description);
        }

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
        {
            using var scope = torch.NewDisposeScope();
            var result = new VariableValues();
            foreach (var name in request.Variables)
            {
                var product = cotangent.Tensor.conj() * Derivative(name);
                result.Add(name, product.real.sum(torch.ScalarType.Float64).MoveToOuterDisposeScope());
            }

            return (new Signal(null, _input.Description), result);
        }

        public void Dispose() => Output.Tensor.Dispose();

        // ∂u/∂θ in complex128.
        private torch.Tensor Derivative(string name)
        {
            using var scope = torch.NewDisposeScope();
            var wave = _stage.UnitWave(_values);
            if (name == AmplitudeName)
            {
                return wave.MoveToOuterDisposeScope();
            }

            if (_stage.IsUniform(_values))
            {
                return torch.zeros_like(wave).MoveToOuterDisposeScope();
            }

            var (grid, light) = (Output.Description.Grid, _stage._light);
            var (x, y) = (Coordinates.X(grid, wave.device), Coordinates.Y(grid, wave.device));
            var slope = name switch
            {
                TiltXName => 2 * Math.PI * light.CutOff * _values[TiltXName].cos() * x,
                TiltYName => 2 * Math.PI * light.CutOff * _values[TiltYName].cos() * y,
                _ => 0.5 * light.Wavenumber * (x.square() + y.square()),
            };
            return (_values[AmplitudeName] * wave * torch.complex(torch.zeros_like(slope), slope)).MoveToOuterDisposeScope();
        }
    }
}

using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Stages.ReferenceWave;

/// <summary>Adds a reference wave: u ↦ u + a exp(iφ), φ = 2π (f_x x + f_y y) + k c r² / 2.</summary>
/// <remarks>Field <c>[frames, modes, rows, columns]</c>; positions about the grid's axis.</remarks>
internal sealed class ReferenceWave(SignalDescription output, StageContext context) : ILinearizableStage
{
    public const string AmplitudeName = "amplitude";
    public const string CarrierXName = "carrierX";
    public const string CarrierYName = "carrierY";
    public const string CurvatureName = "curvature";

    private static readonly string[] Names = [AmplitudeName, CarrierXName, CarrierYName, CurvatureName];

    private torch.Tensor _memo = torch.zeros(0).DetachFromDisposeScope();
    private double[] _memoValues = [];

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        return new Signal((input.Tensor + Wave(values)).MoveToOuterDisposeScope(), output);
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) => new Linearization(this, input, values);

    public void Dispose() => _memo.Dispose();

    private torch.Tensor Wave(VariableValues values)
    {
        using var scope = torch.NewDisposeScope();
        return (values[AmplitudeName] * UnitWave(values)).to(context.ComplexType).MoveToOuterDisposeScope();
    }

    // exp(iφ) in complex128, [rows, columns].
    private torch.Tensor UnitWave(VariableValues values)
    {
        using var scope = torch.NewDisposeScope();
        var tilt = TiltedWave.Phase(output.Grid, values[CarrierXName], values[CarrierYName]);
        var phase = tilt + SphericalWave.ParaxialPhase(output.Grid, Light.Of(output), values[CurvatureName]);
        return Phasor.Of(phase).MoveToOuterDisposeScope();
    }

    // The object solver asks for the same wave many times.
    private torch.Tensor Remembered(VariableValues values)
    {
        using var scope = torch.NewDisposeScope();
        double[] wanted = [.. Names.Select(name => values[name].item<double>())];
        if (!wanted.AsSpan().SequenceEqual(_memoValues))
        {
            _memo.Dispose();
            _memo = Wave(values).DetachFromDisposeScope();
            _memoValues = wanted;
        }

        return _memo;
    }

    private sealed class Linearization : ILinearization
    {
        private readonly ReferenceWave _stage;
        private readonly Signal _input;
        private readonly VariableValues _values;

        public Linearization(ReferenceWave stage, Signal input, VariableValues values)
        {
            (_stage, _input, _values) = (stage, input, values);
            Output = new Signal((input.Tensor + stage.Remembered(values)).DetachFromDisposeScope(), stage.Output);
        }

        public Signal Output { get; }

        public Signal Jvp(Signal inputTangent, VariableValues tangent)
        {
            using var scope = torch.NewDisposeScope();
            var moved = inputTangent.Values?.alias();
            foreach (var (name, change) in tangent)
            {
                var part = (Derivative(name) * change).to(Output.Tensor.dtype).expand(Output.Tensor.shape);
                moved = moved is null ? part : moved + part;
            }

            return new Signal(moved?.MoveToOuterDisposeScope(), Output.Description);
        }

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
        {
            using var scope = torch.NewDisposeScope();
            var result = new VariableValues();
            foreach (var name in request.Variables)
            {
                result.Add(name, (cotangent.Tensor.conj() * Derivative(name)).real.sum(torch.ScalarType.Float64).MoveToOuterDisposeScope());
            }

            var light = request.Input ? Broadcasting.SumTo(cotangent.Tensor, _input.Tensor.shape).MoveToOuterDisposeScope() : null;
            return (new Signal(light, _input.Description), result);
        }

        public void Dispose() => Output.Tensor.Dispose();

        // ∂u/∂θ in complex128, [rows, columns].
        private torch.Tensor Derivative(string name)
        {
            using var scope = torch.NewDisposeScope();
            var wave = _stage.UnitWave(_values);
            if (name == AmplitudeName)
            {
                return wave.MoveToOuterDisposeScope();
            }

            var (x, y) = (Coordinates.X(Output.Description.Grid, wave.device), Coordinates.Y(Output.Description.Grid, wave.device));
            var slope = name switch
            {
                CarrierXName => 2 * Math.PI * x,
                CarrierYName => 2 * Math.PI * y,
                _ => 0.5 * Light.Of(Output.Description).Wavenumber * (x.square() + y.square()),
            };
            return (_values[AmplitudeName] * wave * torch.complex(torch.zeros_like(slope), slope)).MoveToOuterDisposeScope();
        }
    }

    private SignalDescription Output => output;
}

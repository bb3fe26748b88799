using DiffImaging.Optics.Objects;
using DiffImaging.Optics.Resampling;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Stages.ThinObject;

/// <summary>A thin object: u ↦ o u, o the complex transmittance that the variable stands for.</summary>
/// <remarks>Field <c>[frames, modes, rows, columns]</c>, object <c>[rows, columns]</c>.</remarks>
internal sealed class ThinObject(ObjectVariable variable, SignalDescription output) : ILinearizableStage
{
    public const string TransmittanceName = "transmittance";

    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        using var scope = torch.NewDisposeScope();
        var transmittance = Transmittance.Of(values[TransmittanceName], variable.Parametrization);
        return new Signal((input.Tensor * transmittance).MoveToOuterDisposeScope(), output);
    }

    public ILinearization Linearize(Signal input, VariableValues values, FrameRange frames) =>
        new Linearization(variable, input, values[TransmittanceName], output);

    public void Dispose()
    {
    }

    private sealed class Linearization : ILinearization
    {
        private readonly ObjectVariable _variable;
        private readonly Signal _input;
        private readonly torch.Tensor _transmittance;
        private readonly bool _isUnitWave;

        public Linearization(ObjectVariable variable, Signal input, torch.Tensor value, SignalDescription output)
        {
            using var scope = torch.NewDisposeScope();
            (_variable, _input) = (variable, input);
            _transmittance = Transmittance.Of(value, variable.Parametrization).DetachFromDisposeScope();

            // The commonest illumination is exactly 1: then the field is the transmittance, and no memory is touched.
            _isUnitWave = input.Tensor.numel() == 1 && torch.view_as_real(input.Tensor.reshape(1)).cpu().to(torch.ScalarType.Float64).data<double>().ToArray() is [1.0, 0.0];
            var field = _isUnitWave ? _transmittance.unsqueeze(0).unsqueeze(0) : input.Tensor * _transmittance;
            Output = new Signal(field.DetachFromDisposeScope(), output);
        }

        public Signal Output { get; }

        public Signal Jvp(Signal inputTangent, VariableValues tangent)
        {
            using var scope = torch.NewDisposeScope();
            var moved = tangent.Find(TransmittanceName) is { } change
                ? Shine(Transmittance.Tangent(_transmittance, change, _variable.Parametrization))
                : null;
            if (inputTangent.Values is { } light)
            {
                var carried = light * _transmittance;
                moved = moved is null ? carried : moved + carried;
            }

            return new Signal(moved?.MoveToOuterDisposeScope(), Output.Description);
        }

        public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
        {
            using var scope = torch.NewDisposeScope();
            var light = request.Input
                ? Broadcasting.SumTo(cotangent.Tensor * _transmittance.conj(), _input.Tensor.shape).MoveToOuterDisposeScope()
                : null;
            var values = new VariableValues();
            if (request.Wants(TransmittanceName))
            {
                var gathered = _isUnitWave ? cotangent.Tensor : cotangent.Tensor * _input.Tensor.conj();
                var onObject = Broadcasting.SumTo(gathered, [1, 1, .. _transmittance.shape]).reshape(_transmittance.shape);
                values.Add(TransmittanceName, Transmittance.Cotangent(_transmittance, onObject, _variable.Parametrization).MoveToOuterDisposeScope());
            }

            return (new Signal(light, _input.Description), values);
        }

        public void Dispose()
        {
            Output.Tensor.Dispose();
            _transmittance.Dispose();
        }

        private torch.Tensor Shine(torch.Tensor tangent) => _isUnitWave ? tangent.unsqueeze(0).unsqueeze(0) : _input.Tensor * tangent;
    }
}

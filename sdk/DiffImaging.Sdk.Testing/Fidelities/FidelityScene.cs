using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Fidelities;

/// <summary>A created fidelity term with prediction, measurement and a weight that leaves out some pixels.</summary>
internal sealed class FidelityScene : IDisposable
{
    private readonly ComponentScene<IFidelity> _scene;

    public FidelityScene(FidelitySubject subject, Precision precision)
    {
        _scene = new ComponentScene<IFidelity>(subject.Plan(), subject.Seed, precision);
        var type = precision == Precision.Double ? torch.ScalarType.Float64 : torch.ScalarType.Float32;
        var (description, grid) = (subject.Prediction, subject.Prediction.Grid);
        long[] shape = [description.Frames, 1, grid.Rows, grid.Columns];
        var uniform = () => torch.rand(shape, torch.ScalarType.Float64, generator: _scene.Generator);
        Predicted = (subject.Level * (0.5 + uniform())).to(type);
        Measured = (Predicted * (1 + subject.Spread * 2 * (uniform() - 0.5))).to(type);
        Direction = Predicted * (uniform() - 0.5);

        // One weight for all frames: it must be broadcast.
        var weight = torch.rand([1, 1, grid.Rows, grid.Columns], torch.ScalarType.Float64, generator: _scene.Generator);
        Weight = torch.where(weight < 0.3, torch.zeros_like(weight), weight).to(type);
    }

    public IFidelity Term => _scene.Component;

    public torch.Tensor Predicted { get; }

    public torch.Tensor Measured { get; }

    public torch.Tensor Weight { get; }

    public torch.Tensor Direction { get; }

    public torch.Tensor Loss(torch.Tensor predicted) => Term.Evaluate(predicted, Measured, Weight);

    public void Dispose() => _scene.Dispose();
}

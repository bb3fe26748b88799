using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.EndToEnd;

/// <summary>Stages one behind the other, without the engine: the field forwards, the cotangents backwards.</summary>
internal sealed class HolographyChain : IDisposable
{
    private readonly List<(string Name, TestStage Stage, SignalDescription Light)> _stages = [];

    public HolographyChain(SignalDescription source, params (string Name, IForwardStageFactory Factory, string Options)[] stages)
    {
        var light = source;
        foreach (var (name, factory, options) in stages)
        {
            var stage = new TestStage(factory, options, light);
            _stages.Add((name, stage, light));
            light = stage.Plan.Output;
        }
    }

    /// <summary>The field at the sensor.</summary>
    /// <param name="values">Values other than nominal, as <c>stage.name</c>.</param>
    public torch.Tensor Field(IReadOnlyDictionary<string, torch.Tensor> values)
    {
        torch.Tensor? field = null;
        foreach (var (name, stage, _) in _stages)
        {
            field = stage.Forward(field, Values(name, stage, values));
        }

        return field!;
    }

    /// <summary>Cost ½ Σ (|u| − a)² and its gradients by the variables given, through the hand-written products.</summary>
    public (double Cost, Dictionary<string, torch.Tensor> Gradients) AmplitudeCost(IReadOnlyDictionary<string, torch.Tensor> values, torch.Tensor amplitude)
    {
        List<ILinearization> linearizations = [];
        try
        {
            torch.Tensor? field = null;
            foreach (var (name, stage, _) in _stages)
            {
                linearizations.Add(stage.Linearize(field, Values(name, stage, values)));
                field = linearizations[^1].Output.Tensor;
            }

            var modulus = field!.abs().clamp_min(1e-12);
            var residual = modulus - amplitude;
            return (0.5 * residual.square().sum().item<double>(), Pull(linearizations, field * residual / modulus, values));
        }
        finally
        {
            linearizations.ForEach(linearization => linearization.Dispose());
        }
    }

    public void Dispose() => _stages.ForEach(entry => entry.Stage.Dispose());

    private Dictionary<string, torch.Tensor> Pull(List<ILinearization> linearizations, torch.Tensor cotangent, IReadOnlyDictionary<string, torch.Tensor> values)
    {
        var gradients = new Dictionary<string, torch.Tensor>();
        for (var index = _stages.Count - 1; index >= 0; index--)
        {
            var wanted = values.Keys.Where(key => key.StartsWith(_stages[index].Name + ".", StringComparison.Ordinal)).Select(key => key.Split('.')[1]).ToHashSet();
            var (input, found) = linearizations[index].Vjp(
                new Signal(cotangent, linearizations[index].Output.Description), new CotangentRequest(index > 0, wanted));
            foreach (var (name, gradient) in found)
            {
                gradients[$"{_stages[index].Name}.{name}"] = gradient;
            }

            cotangent = input.Values ?? cotangent;
        }

        return gradients;
    }

    private static VariableValues Values(string name, TestStage stage, IReadOnlyDictionary<string, torch.Tensor> values)
    {
        var result = new VariableValues();
        foreach (var (key, value) in values.Where(pair => pair.Key.StartsWith(name + ".", StringComparison.Ordinal)))
        {
            result.Add(key.Split('.')[1], value);
        }

        foreach (var (key, value) in stage.Nominal.Where(pair => result.Find(pair.Key) is null))
        {
            result.Add(key, value);
        }

        return result;
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Sensors.Tests;

/// <summary>A sensor made from options as a configuration has them, in double precision.</summary>
internal sealed class TestSensor : IDisposable
{
    private readonly SignalDescription _light;

    public TestSensor(string options, SamplingGrid grid)
    {
        _light = Light(grid);
        Plan = PlanOf(options, _light);
        Stage = (IntensitySensor)Plan.Create(new StageContext(torch.CPU, Precision.Double, 1));
        Values = new VariableValues();
        foreach (var parameter in Plan.Parameters)
        {
            Values.Add(parameter.Name, torch.tensor(parameter.Nominal[0]));
        }
    }

    public StagePlan Plan { get; }

    public IntensitySensor Stage { get; }

    public VariableValues Values { get; }

    public static SignalDescription Light(SamplingGrid grid) =>
        new() { Domain = SignalDomain.Field, Grid = grid, Wavelength = 500e-9 };

    public static StagePlan PlanOf(string options, SignalDescription light) => new IntensitySensorFactory().Plan(
        new ComponentDefinition("sensor", "intensity-sensor", JsonNode.Parse(options)!.AsObject(), "pipeline:sensor"), light);

    /// <summary>A field whose |u|² is a real image, as [1, 1, rows, columns].</summary>
    public static torch.Tensor FieldOf(torch.Tensor intensity)
    {
        var amplitude = intensity.sqrt().reshape(1, 1, intensity.shape[^2], intensity.shape[^1]);
        return torch.complex(amplitude * Math.Cos(0.7), amplitude * Math.Sin(0.7));
    }

    public torch.Tensor Record(torch.Tensor field) => Stage.Forward(new Signal(field, _light), Values, new FrameRange(0, 1)).Tensor;

    public ILinearization Linearize(torch.Tensor field) => Stage.Linearize(new Signal(field, _light), Values, new FrameRange(0, 1));

    public torch.Tensor FieldCotangent(torch.Tensor field, torch.Tensor cotangent)
    {
        using var linearization = Linearize(field);
        var request = new CotangentRequest(true, new HashSet<string>());
        return linearization.Vjp(new Signal(cotangent.clone(), Plan.Output), request).Input.Tensor;
    }

    public void Dispose() => Stage.Dispose();
}

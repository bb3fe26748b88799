using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.ThinObject;

/// <summary>Exports <see cref="ThinObject"/>.</summary>
[ExportForwardStage("thin-object", "A thin object that multiplies the field with its complex transmittance x.")]
public sealed class ThinObjectFactory : ForwardStageFactory<ThinObjectOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "background": 0.9 }""") { Input = ExampleLight.Field },
        new("""{ "parametrization": "log-amplitude-phase", "background": 0.9 }""") { Input = ExampleLight.Field },
        new("""{ "parametrization": "phase-only", "background": 0.9 }""") { Input = ExampleLight.Field },
        new("""{ "parametrization": "absorption-only", "background": 0.9 }""") { Input = ExampleLight.Field },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.Object];

    /// <inheritdoc />
    protected override StagePlan Plan(ThinObjectOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireField(input, findings);
        if (options.Background == 0 && options.Parametrization is not (ObjectParametrization.Complex or ObjectParametrization.Real))
        {
            findings.Error("background", "found 0, whose logarithm and phase do not exist; expected a positive number or the complex parametrization.");
        }

        var variable = new ObjectVariable(ThinObject.TransmittanceName, input.Grid, options.Parametrization) { Background = options.Background };
        return new StagePlan(Roles, input.Covering([.. Roles]), _ => new ThinObject(variable, input.Covering([.. Roles])))
        {
            Objects = [variable],
            Gauges = [new Gauge("global-phase", [variable.Name], "A constant phase of the object is not seen in an intensity unless the illumination is known to reach the sensor beside it; figures compare objects after removing it.")],
        };
    }
}

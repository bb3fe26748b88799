using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>A modality of one stage with one parameter, which its first guess reads off the measurement's mean.</summary>
internal sealed class FlawedModality(string flaw) : IModalityFactory, IInitializer, IFigureMaker
{
    private int _calls;

    public Type OptionsType => typeof(NoOptions);

    public ModalityPlan Plan(ComponentDefinition definition, MeasurementDescription measurement)
    {
        var findings = new FindingList(definition.Path);
        OptionsBinder.Bind<NoOptions>(definition.Options, findings);
        if (flaw == "tensor")
        {
            torch.ones(1).Dispose();
        }

        if (flaw == "options")
        {
            definition.Options["more"] = 1;
        }

        if (flaw == "size" && measurement.Rows == 1)
        {
            throw new ArgumentException("too small");
        }

        var stage = (string name) => new JsonObject { ["name"] = name, ["id"] = "stage" };
        var source = new SignalDescription { Domain = SignalDomain.None, Grid = new SamplingGrid(measurement.Rows, measurement.Columns, 1e-6), Wavelength = 5e-7 };
        return new ModalityPlan(source, new JsonObject { ["pipeline"] = new JsonArray(stage("one"), stage(flaw == "names" ? "one" : "two")) })
        {
            Findings = findings.ToList(),
            FrameSets = flaw == "frames" ? ["bright"] : [],
            CreateInitializer = _ => this,
            CreateFigures = _ => this,
        };
    }

    public InitialGuess Initialize(InitializationContext context)
    {
        var value = context.Measurement.mean().to(torch.ScalarType.Float64);
        if (flaw == "finite")
        {
            value = value * double.NaN;
        }

        if (flaw == "chance")
        {
            value = value + ++_calls;
        }

        if (flaw == "change")
        {
            context.Measurement.zero_();
        }

        if (flaw == "leak")
        {
            context.Measurement.clone().DetachFromDisposeScope();
        }

        return new InitialGuess(new Dictionary<string, torch.Tensor> { [flaw == "key" ? "one.other" : "one.level"] = value }, []);
    }

    public DomainFigures Make(IReadOnlyDictionary<string, torch.Tensor> values) =>
        new([], [new DomainNumber("level", 1, "1"), new DomainNumber(flaw == "figures" ? "level" : "other", 1, "1")]);

    public void Dispose()
    {
    }
}

using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Specimens;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>An empty field, as a target with one figure.</summary>
internal sealed class FlawedSpecimen(string flaw) : ITestTarget, ISpecimenFactory
{
    private readonly List<torch.Tensor> _kept = [];
    private int _calls;

    public Type OptionsType => typeof(NoOptions);

    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) => ComponentPlan<ISpecimen>.Bind<NoOptions>(definition, (_, _) => this);

    public torch.Tensor Sample(SamplingGrid grid)
    {
        var type = flaw == "type" ? torch.ScalarType.ComplexFloat32 : torch.ScalarType.ComplexFloat64;
        var rows = flaw == "grid" ? 24 : grid.Rows;
        var samples = torch.full([rows, grid.Columns], flaw == "chance" ? ++_calls : 1, type);
        if (flaw == "leak")
        {
            _kept.Add(samples.clone().DetachFromDisposeScope());
        }

        return samples;
    }

    public IReadOnlyDictionary<string, double> Judge(torch.Tensor transmittance, SamplingGrid grid)
    {
        if (flaw == "change")
        {
            transmittance.zero_();
        }

        return new Dictionary<string, double> { [flaw == "name" ? "Contrast" : "contrast"] = 1 };
    }

    public void Dispose()
    {
    }
}

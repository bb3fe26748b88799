using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Regularizers;

namespace DiffImaging.Plugins.Regularizers.Quadratic;

/// <summary>Makes <see cref="GaussianPrior"/> and <see cref="FittedGaussianPrior"/>.</summary>
[ExportRegularizer("gaussian-prior", "A Gaussian prior with a given power spectrum, or one that is fitted to the object.")]
public sealed class GaussianPriorFactory : IRegularizerFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(GaussianPriorOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "standardDeviation": 0.3, "correlationLength": "3 µm" }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "standardDeviation": 0.3, "correlationLength": "3 µm", "model": "fitted" }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IRegularizer> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IRegularizer>.Bind<GaussianPriorOptions>(
            definition,
            (options, context) => options.Model == SpectrumModel.Fitted
                ? new FittedGaussianPrior(options, target, context)
                : new GaussianPrior(options, target, context),
            (options, findings) =>
            {
                ObjectView.Check(target, options.On, findings);
                CheckBand(options, findings);
                if (options.Model != SpectrumModel.Tabulated)
                {
                    CheckMatern(options, findings);
                }
                else
                {
                    CheckTable(options, findings);
                }
            });

    private static void CheckMatern(GaussianPriorOptions options, FindingList findings)
    {
        var model = KebabCase.From(options.Model.ToString());
        if (options.CorrelationLength is null)
        {
            findings.Error("correlationLength", options.Model == SpectrumModel.Fitted
                ? "missing; the model 'fitted' needs a length for as long as the object is constant."
                : "missing; the model 'matern' needs a length.");
        }

        if (options.Frequencies is not null || options.Densities is not null)
        {
            findings.Error("model", $"found '{model}' and a table; expected 'tabulated', or no frequencies and densities.");
        }
    }

    private static void CheckBand(GaussianPriorOptions options, FindingList findings)
    {
        var key = options.HighestFrequency is null ? "lowestFrequency" : "highestFrequency";
        if (options.Model != SpectrumModel.Fitted && (options.LowestFrequency > 0 || options.HighestFrequency is not null))
        {
            findings.Error(key, "belongs to the model 'fitted'; the others are given at every frequency.");
        }
        else if (options.LowestFrequency >= options.HighestFrequency)
        {
            findings.Error(key, $"found {options.HighestFrequency} 1/m, expected more than lowestFrequency, {options.LowestFrequency} 1/m.");
        }
    }

    private static void CheckTable(GaussianPriorOptions options, FindingList findings)
    {
        var (frequencies, densities) = (options.Frequencies ?? [], options.Densities ?? []);
        if (frequencies.Count < 2 || frequencies.Count != densities.Count)
        {
            findings.Error("densities", $"found {frequencies.Count} frequencies and {densities.Count} densities, expected as many of both, two at least.");
        }
        else if (!frequencies.Zip(frequencies.Skip(1)).All(pair => pair.First < pair.Second))
        {
            findings.Error("frequencies", "expected in ascending order.");
        }

        if (options.CorrelationLength is not null)
        {
            findings.Error("correlationLength", "belongs to the models 'matern' and 'fitted'; the table says it all.");
        }
    }
}

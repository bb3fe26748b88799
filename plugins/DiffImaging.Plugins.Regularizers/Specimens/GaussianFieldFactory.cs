using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Specimens;

namespace DiffImaging.Plugins.Regularizers.Specimens;

/// <summary>Exports <see cref="GaussianField"/>.</summary>
[ExportSpecimen("gaussian-field", "A draw from a Gaussian prior: what gaussian-prior believes an object to be, with the period of its grid.")]
public sealed class GaussianFieldFactory : ISpecimenFactory, IComponentExamples
{
    /// <inheritdoc />
    public Type OptionsType => typeof(GaussianFieldOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "extent": "40 µm", "pitch": "2 µm", "parametrization": "complex", "standardDeviation": 0.15, "correlationLength": "6 µm" }"""),
    ];

    /// <inheritdoc />
    public ComponentPlan<ISpecimen> Plan(ComponentDefinition definition) =>
        ComponentPlan<ISpecimen>.Bind<GaussianFieldOptions>(
            definition,
            (options, context) => new GaussianField(options, context),
            (options, findings) =>
            {
                if (options.Parametrization is not (ObjectParametrization.Complex or ObjectParametrization.LogAmplitudePhase or ObjectParametrization.PhaseOnly))
                {
                    findings.Error("parametrization", $"found '{options.Parametrization}', expected complex, log-amplitude-phase or phase-only.");
                }

                if (options.Parametrization == ObjectParametrization.LogAmplitudePhase != options.AmplitudeDeviation.HasValue)
                {
                    findings.Error("amplitudeDeviation", options.AmplitudeDeviation is null ? "missing; log-amplitude-phase needs that of the log amplitude." : "belongs to log-amplitude-phase.");
                }

                if (options.Extent < 3 * options.Pitch)
                {
                    findings.Error("extent", $"found {options.Extent} m, expected three pitches at least.");
                }
            });
}

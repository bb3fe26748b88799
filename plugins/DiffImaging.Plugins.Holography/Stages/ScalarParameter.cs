using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Holography.Stages;

/// <summary>A systematic parameter with one value, as waves have several of.</summary>
internal static class ScalarParameter
{
    /// <summary>Makes the parameter out of its options; more than one value is an error at its key.</summary>
    /// <param name="options">What the definition gives.</param>
    /// <param name="template">Name, unit, source, summary, nominal value and scale where the options give none.</param>
    /// <param name="findings">Takes the error.</param>
    public static UncertaintyParameter Make(ParameterOptions options, ScalarTemplate template, FindingList findings)
    {
        StageChecks.RequireAtMostOne(options, template.Name, findings);
        return options.Apply(new UncertaintyParameter
        {
            Name = template.Name,
            Unit = template.Unit,
            Summary = template.Summary,
            Kind = UncertaintyKind.Systematic,
            Source = template.Source,
            Nominal = [template.Nominal],
            Scale = template.Scale,
        });
    }
}

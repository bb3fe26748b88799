using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Plugins.Holography.Stages.IlluminationProfile;

/// <summary>Exports <see cref="IlluminationProfile"/>.</summary>
[ExportForwardStage("illumination-profile", "A smooth, low-order profile of the illumination's amplitude.")]
public sealed class IlluminationProfileFactory : ForwardStageFactory<IlluminationProfileOptions>, IComponentExamples
{
    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "degree": 1, "coefficients": [0.2, -0.1] }""") { Input = ExampleLight.Field },
        new("""{ "degree": 4, "coefficients": { "nominal": 0.05, "mode": "calibrate" } }""") { Input = ExampleLight.Field with { Modes = 2 } },
    ];

    /// <inheritdoc />
    protected override IReadOnlyList<StageRole> Roles => [StageRole.IlluminationOptics];

    /// <inheritdoc />
    protected override StagePlan Plan(IlluminationProfileOptions options, SignalDescription input, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(findings);
        StageChecks.RequireField(input, findings);
        var count = IlluminationProfile.Exponents(options.Degree).Count();
        if (options.Coefficients.Nominal.Count is not (0 or 1) && options.Coefficients.Nominal.Count != count)
        {
            findings.Error("coefficients", $"found {options.Coefficients.Nominal.Count} values, expected {count} for degree {options.Degree}.");
        }

        var coefficients = options.Coefficients.Apply(new UncertaintyParameter
        {
            Name = IlluminationProfile.CoefficientsName,
            Unit = "1",
            Summary = "Legendre coefficients of the logarithm of the amplitude",
            Shape = [count],
            Kind = UncertaintyKind.Systematic,
            Source = UncertaintySource.LightSource,
            Nominal = [.. Enumerable.Repeat(0.0, count)],
            Scale = 0.01,
        });
        var output = input.Covering([.. Roles]);
        return new StagePlan(Roles, output, context => new IlluminationProfile(options.Degree, output, context)) { Parameters = [coefficients] };
    }
}

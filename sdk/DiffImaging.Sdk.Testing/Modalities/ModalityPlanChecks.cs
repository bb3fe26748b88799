using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Testing.Numerics;

namespace DiffImaging.Sdk.Testing.Modalities;

/// <summary>What a modality's plan must be, and what it must say of mistakes.</summary>
internal sealed class ModalityPlanChecks(ModalitySubject subject)
{
    public IReadOnlyList<ConformanceResult> Run() =>
    [
        ConformanceCheck.Run("The plan has no error and makes no tensor", Plain),
        ConformanceCheck.Run("The default pipeline names its stages, each name once", Names),
        ConformanceCheck.Run("Planning leaves the options alone and gives the same defaults again", Repeats),
        .. OptionsChecks.Run(subject.Factory.OptionsType, subject.Options, options => subject.Plan(options).Findings),
        ConformanceCheck.Run("A plan for other sizes of the measurement does not throw", OtherSizes),
    ];

    private (bool, string) Plain()
    {
        var ledger = new TensorLedger();
        var errors = subject.Plan().Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString());
        return ConformanceCheck.None([.. errors, .. ledger.MadeSince == 0 ? Array.Empty<string>() : [$"{ledger.MadeSince} tensors were made."]]);
    }

    private (bool, string) Names()
    {
        var plan = subject.Plan();
        var problems = new List<string>();
        if (plan.Defaults["pipeline"] is not JsonArray { Count: > 0 } pipeline)
        {
            return (false, "The defaults hold no list 'pipeline'.");
        }

        foreach (var (section, value) in plan.Defaults)
        {
            if (value is JsonArray list)
            {
                problems.AddRange(Problems(section, list));
            }
        }

        problems.AddRange(plan.FrameSets.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"The frame set '{group.Key}' is promised twice."));
        return ConformanceCheck.None(problems, $"Stages: {string.Join(", ", pipeline.Select(stage => Name(stage!)))}.");
    }

    private static IEnumerable<string> Problems(string section, JsonArray list)
    {
        var names = list.Select(element => element is JsonObject ? Name(element) : null).ToList();
        return names.Where(string.IsNullOrEmpty).Select(_ => $"An element of '{section}' has neither name nor id.")
            .Concat(names.OfType<string>().GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' stands twice in '{section}'."));
    }

    private static string? Name(JsonNode element) => (string?)element["name"] ?? (string?)element["id"];

    private (bool, string) Repeats()
    {
        var definition = subject.Definition();
        var first = subject.Factory.Plan(definition, subject.Measurement);
        return !JsonNode.DeepEquals(definition.Options, subject.Options) ? (false, $"The options became {definition.Options.ToJsonString()}.")
            : (JsonNode.DeepEquals(first.Defaults, subject.Plan().Defaults), "Planned twice.");
    }

    private (bool, string) OtherSizes()
    {
        foreach (var size in new[] { new MeasurementDescription(1, 1, 1), new MeasurementDescription(1, 4096, 4096), new MeasurementDescription(1000, 7, 1000) })
        {
            subject.Factory.Plan(subject.Definition(), size);
            subject.Factory.Plan(subject.Definition([]), size);
        }

        return (true, "Tried one pixel, one large frame and many frames, also with empty options.");
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Studies;

/// <summary>Reads a study file, strictly.</summary>
internal static class StudyFile
{
    /// <exception cref="ConfigurationException">The file is missing, not JSON, or has mistakes.</exception>
    public static StudyDefinition Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new ConfigurationException(path, "the file is missing.");
        }

        JsonNode? tree;
        try
        {
            tree = JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new ConfigurationException(path, $"it is not JSON: {exception.Message}");
        }

        var findings = new FindingList(path);
        var study = OptionsBinder.Bind<StudyDefinition>(tree as JsonObject, findings);
        if (!findings.HasErrors)
        {
            foreach (var name in study.Figures.SelectMany(figure => figure.Against is { } other ? figure.Variants.Append(other) : figure.Variants).Where(name => study.Variants.All(variant => variant.Name != name)))
            {
                findings.Error("figures", $"unknown variant '{name}'; {NearestName.Hint(name, [.. study.Variants.Select(variant => variant.Name)])}.");
            }

            foreach (var figure in study.Figures.Where(figure => figure.AboutPlane))
            {
                foreach (var variant in study.Variants.Where(variant => (figure.Variants.Count == 0 || figure.Variants.Contains(variant.Name)) && variant.Position is not { Count: 2 }))
                {
                    findings.Error("variants", $"'{variant.Name}' has no position of two numbers, which the figure '{figure.Name}' about a plane needs.");
                }
            }

            CheckGoals(study, findings);
            foreach (var figure in study.Figures.Where(figure => figure.LossAgainst is { } other && study.Variants.Any(variant => (figure.Variants.Count == 0 || figure.Variants.Contains(variant.Name)) && !study.ScenariosOf(variant).Contains(other))))
            {
                findings.Error("figures", $"'{figure.Name}' is a loss against {KebabCase.From(figure.LossAgainst.ToString()!)}, which is not among the scenarios; add it to 'scenarios', of the study or of the variant.");
            }
        }

        return findings.HasErrors ? throw new ConfigurationException(findings.ToList()) : study;
    }

    private static void CheckGoals(StudyDefinition study, FindingList findings)
    {
        if (study.Watch && study.Goals.Count == 0)
        {
            findings.Error("watch", "found true, but there are no goals to watch for; name some in 'goals', or leave the key out.");
        }

        foreach (var name in study.Goals.Select(goal => goal.Against).OfType<string>().Concat(study.Baseline).Where(name => study.Variants.All(variant => variant.Name != name)))
        {
            findings.Error(study.Baseline.Contains(name) ? "baseline" : "goals", $"unknown variant '{name}'; {NearestName.Hint(name, [.. study.Variants.Select(variant => variant.Name)])}.");
        }

        foreach (var goal in study.Goals)
        {
            if (goal is { AtMost: null, AtLeast: null, LossAtMost: null })
            {
                findings.Error("goals", $"the goal of '{goal.Of}' has no bound; expected atMost, atLeast or lossAtMost.");
            }

            var against = study.Variants.Where(variant => goal.Against is null || variant.Name == goal.Against);
            if (goal.LossAtMost is not null && against.Any(variant => !study.ScenariosOf(variant).Contains(goal.Scenario)))
            {
                findings.Error("goals", $"the goal of '{goal.Of}' is a loss against {KebabCase.From(goal.Scenario.ToString())}, which is not run there; add it to 'scenarios', of the study or of the variant.");
            }
        }
    }
}

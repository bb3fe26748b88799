using System.Text.Json.Nodes;
using DiffImaging.Engine.Experiments;
using DiffImaging.Reporting.Studies;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Studies;

/// <summary>The runs of a study and what its figures came to.</summary>
internal sealed record StudyResult(StudyDefinition Study, IReadOnlyList<StudyRun> Runs)
{
    /// <summary>The figures with their values.</summary>
    public IReadOnlyList<FigureOfMerit> Figures { get; } = [.. Study.Figures.Select(figure =>
        new FigureOfMerit(figure.Name, figure.Unit, FigureValue.Of(figure, Runs, Study.Variants.Where(variant => variant.Position is not null).ToDictionary(variant => variant.Name, variant => variant.Position!)), figure.Better) { Must = figure.Must, Aim = figure.Aim })];

    /// <summary>The values of one quantity over the seeds of a variant and scenario.</summary>
    public IReadOnlyList<double> Values(string variant, Scenario scenario, StudyColumn column) =>
        [.. Runs.Where(run => run.Variant == variant && run.Scenario == scenario && run.Values.ContainsKey(column.Of))
            .Select(run => column.Absolute ? Math.Abs(run.Values[column.Of]) : run.Values[column.Of])];

    /// <summary>Writes <c>study.json</c>.</summary>
    public JsonObject ToJson() => new()
    {
        ["schemaVersion"] = 1,
        ["title"] = Study.Title,
        ["created"] = TimeProvider.System.GetUtcNow().ToString("O"),
        ["figures"] = new JsonArray([.. Figures.Select(figure => new JsonObject
        {
            ["name"] = figure.Name,
            ["unit"] = figure.Unit,
            ["value"] = double.IsFinite(figure.Value) ? figure.Value : null,
            ["better"] = KebabCase.From(figure.Better.ToString()),
            ["must"] = figure.Must,
            ["aim"] = figure.Aim,
            ["verdict"] = KebabCase.From(figure.Verdict.ToString()),
        })]),
        ["runs"] = new JsonArray([.. Runs.Select(run => new JsonObject
        {
            ["variant"] = run.Variant,
            ["seed"] = run.Seed,
            ["scenario"] = KebabCase.From(run.Scenario.ToString()),
            ["status"] = run.Status,
            ["values"] = new JsonObject(run.Values.Where(pair => double.IsFinite(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))),
            ["course"] = new JsonArray([.. run.Course.Select(point => new JsonObject([
                new("iteration", point.Iteration), new("seconds", point.Seconds), .. point.Values.Where(pair => double.IsFinite(pair.Value)).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value)))]))]),
        })]),
    };
}

using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Host.Descriptions;
using DiffImaging.Host.Schemas;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using Json.Schema;

namespace DiffImaging.Host.Tests.Schemas;

/// <summary>Of every option of every component and section, the schema and the binder accept the same values out of many.</summary>
[TestFixture]
public sealed class OptionSchemaTests : IDisposable
{
    private static readonly string[] Always =
    [
        "null", "\"\"", "true", "\"false\"", "0", "1", "-1", "7", "0.5", "1e300", "3000000000", "\"1\"", "\" 2 \"", "\"0.5\"", "\"1e-3\"", "\"2 mm\"", "\"2mm\"", "\"1 °\"", "\"0.1 waves\"", "\"1 ms\"", "\"2 1/mm\"",
        "\"21/mm\"", "\"2 D\"", "\"3 px\"", "\"5 %\"", "\"5 e-\"", "\"1 1\"", "\"1 M\"", "\"NaN\"", "\"Infinity\"", "\"1,5\"", "\"1_000\"", "\"text\"", "[]", "[1]", "[\"1 mm\", 2]", "[\"a\", \"b\"]", "[[1]]", "[null]", "[1, null]",
        "{ \"nominal\": 1 }", "{ \"nominal\": [\"1 mm\", \"2 mm\"] }", "{ \"mode\": \"calibrate\" }", "{ \"mode\": 1 }", "{ \"per\": \"frame\" }", "{ \"bounds\": [0, 1] }", "{ \"bounds\": 1 }", "{ \"prior\": \"1 mm\" }",
        "{ \"scale\": null }", "{ \"nonsense\": 1 }", "{ \"start\": 1 }", "{ \"start\": -1 }", "{ \"id\": \"nothing\" }",
    ];

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<TestCaseData> Records()
    {
        var components = Judges.Catalog.Components.Select(component => (Name: $"{component.Id}, {component.Kind}", Type: component.Factory.OptionsType));
        var sections = new[]
        {
            typeof(DiffImaging.Host.Experiments.DataOptions), typeof(DiffImaging.Engine.Simulation.SimulationOptions), typeof(DiffImaging.Engine.Optimization.PhaseOptions),
            typeof(DiffImaging.Engine.Optimization.WeightOptions), typeof(DiffImaging.Engine.Starts.StartOptions), typeof(DiffImaging.Engine.Weights.WeightChoiceOptions),
            typeof(DiffImaging.Engine.Uncertainty.UncertaintyOptions), typeof(OutputOptions), typeof(RunOptions),
        };
        return components.Concat(sections.Select(type => (type.Name, type))).Select(record => new TestCaseData(record.Item2).SetArgDisplayNames(record.Item1));
    }

    [TestCaseSource(nameof(Records))]
    public void An_option_takes_the_same_values(Type type)
    {
        var definitions = new SchemaDefinitions();
        var properties = new ValueSchema(definitions).Record(OptionReader.Read(type), isPartial: false)["properties"]!.AsObject();
        var different = new List<string>();
        var compared = 0;
        foreach (var option in OptionReader.Read(type))
        {
            var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["$defs"] = definitions.Document, ["allOf"] = new JsonArray(properties[option.Key]!.DeepClone()) };
            var built = JsonSchema.FromText(schema.ToJsonString());
            string[] probes = [.. Always, .. option.Values.Select(name => $"\"{name}\""), .. Limits(option)];
            foreach (var (probe, text) in probes.Zip(AsRead(probes)))
            {
                var bySchema = Judges.BySchema(built, JsonNode.Parse(probe)).Count == 0;
                var byBinder = !Bind(type, new JsonObject { [option.Key] = text?.DeepClone() }).Any(finding => finding.Path.StartsWith(option.Key, StringComparison.Ordinal));
                compared++;

                // An empty list is read as an empty text, which the schema does not say of texts; nobody writes it.
                if (probe == "[]" && option.ValueType == typeof(string))
                {
                    continue;
                }

                // A limit is only compared with bare numbers, and a number of a text is none.
                var isLax = bySchema && !byBinder && option.Range is not null && probe.Contains('"');
                if (bySchema != byBinder && !isLax)
                {
                    different.Add($"{option.Key}: {probe} is {(byBinder ? "accepted" : "refused")} by the binder, the schema says otherwise");
                }
            }
        }

        Assert.That(different, Is.Empty);
        TestContext.Out.WriteLine($"{compared} values compared");
    }

    private static IEnumerable<string> Limits(OptionDescription option) => option.Range is { } range
        ? new[] { range.Minimum, range.Maximum, (range.Minimum + range.Maximum) / 2, range.Minimum - 1, range.Maximum + 1 }.Select(value => value.ToString("R", CultureInfo.InvariantCulture))
        : [];

    // Through a file, as a definition comes: that turns values into texts.
    private IEnumerable<JsonNode?> AsRead(IReadOnlyList<string> probes)
    {
        var file = _folder[_folder.Write("probes.json", $"{{ \"run\": {{ {string.Join(", ", probes.Select((probe, index) => $"\"p{index}\": {probe}"))} }} }}")];
        var run = ExperimentLayers.Read([file], [], useEnvironment: false)["run"]!;
        return probes.Select((_, index) => run[$"p{index}"]);
    }

    private static IReadOnlyList<Finding> Bind(Type type, JsonObject options)
    {
        var findings = new FindingList("");
        typeof(OptionsBinder).GetMethod(nameof(OptionsBinder.Bind), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(type).Invoke(null, [options, findings]);
        return findings.ToList();
    }
}

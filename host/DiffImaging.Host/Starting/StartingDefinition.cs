using System.Text;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Descriptions;
using DiffImaging.Host.Plugins;
using DiffImaging.Sdk.Composition;

namespace DiffImaging.Host.Starting;

/// <summary>A definition to start from: the options of a modality with what they mean, the example's values, and the others as comments.</summary>
/// <param name="modality">The modality.</param>
/// <param name="example">Its example; null where it gives none.</param>
/// <param name="path">Path of the definition.</param>
/// <param name="simulation">File of the definition that simulates its measurement; null where there is none.</param>
internal sealed class StartingDefinition(Component modality, ComponentExample? example, string path, string? simulation)
{
    private readonly StringBuilder _text = new();

    /// <summary>The text.</summary>
    public string Write()
    {
        var file = Path.GetFileName(path);
        Line("{");
        Note("  ", modality.Summary);
        Note("  ", $"'diffimaging validate {file}' checks it and shows its pipeline; 'diffimaging run {file}' runs it. Lines behind // count for nothing.");
        Note("  ", "For an editor that completes and checks: 'diffimaging schema > experiment.schema.json', and then this line.");
        Note("  ", "\"$schema\": \"experiment.schema.json\",");
        Line("");
        WriteData();
        Line("");
        WriteModality();
        Line("");
        Note("  ", "Pipeline, fidelity, regularizers, constraints and schedule are the modality's, fitted to the measurement. What they are then:");
        Note("  ", $"'diffimaging validate {file} --json', under \"resolved\". Any part is overridden by its name: \"pipeline\": {{ \"sensor\": {{ \"gain\": 0.9 }} }}.");
        Line($"  \"output\": {{ \"title\": {JsonLine.Write(Path.GetFileNameWithoutExtension(path))} }},");
        Note("  ", "Further keys: 'diffimaging describe run', 'diffimaging describe output', and likewise for every section.");
        Line("  \"run\": { \"seed\": 1 }");
        Line("}");
        return _text.ToString();
    }

    private void WriteData()
    {
        Line("  \"data\": {");
        if (simulation is not null)
        {
            Note("    ", "Simulated until there is a measurement; then this line goes, and the next one holds.");
            Line($"    \"simulation\": {JsonLine.Write(simulation)},");
            Note("    ", "\"measurement\": \"frames.tif\",");
        }
        else
        {
            Note("    ", "File of the measurement, a list with one for each frame, or a folder or pattern of numbered images.");
            Line("    \"measurement\": \"frames.tif\",");
        }

        Note("    ", "'diffimaging describe data' tells more: backgrounds, darks, region, mask, normalization …");
        Line("  },");
    }

    private void WriteModality()
    {
        var given = example is null ? [] : ExampleDefinition.Parse(example.Options);
        var options = OptionReader.Read(modality.Factory.OptionsType).ToLookup(option => given.ContainsKey(option.Key));
        Line("  \"modality\": {");
        Line($"    \"id\": {JsonLine.Write(modality.Id)},");
        foreach (var option in options[true])
        {
            Comment(option);
            Line($"    \"{option.Key}\": {JsonLine.Write(given[option.Key])},");
        }

        foreach (var option in options[false])
        {
            Line("");
            Comment(option);
            Note("    ", $"\"{option.Key}\": {Default(option)},");
        }

        Line("  },");
    }

    private void Comment(OptionDescription option) => Note("    ", $"{option.Description} [{OptionText.Facts(option)}]");

    private static string Default(OptionDescription option) => option.Default switch
    {
        null => option.Options.Count == 0 ? "…" : "{ … }",
        string or bool => JsonLine.Write(JsonValue.Create(option.Default)),
        double or int or long => JsonLine.Write(JsonValue.Create(option.Unit == "1" ? option.Default : OptionText.Quantity(Convert.ToDouble(option.Default, null), option.Unit))),
        _ => JsonLine.Write(JsonValue.Create(OptionText.Value(option.Default, option.Unit))),
    };

    // A line break in a plugin's words would end the comment.
    private void Note(string indent, string text) => Line($"{indent}// {text.ReplaceLineEndings(" ")}");

    private void Line(string line) => _text.Append(line).Append('\n');
}

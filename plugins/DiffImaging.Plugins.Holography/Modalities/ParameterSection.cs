using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Holography.Modalities;

/// <summary>Writes bound parameter options back as a section of a recipe.</summary>
internal static class ParameterSection
{
    /// <param name="options">The options; what they leave out stays out.</param>
    /// <param name="mode">The mode where the options give none.</param>
    /// <param name="bounds">The bounds where the options give none.</param>
    public static JsonObject Write(ParameterOptions options, ParameterMode mode, ParameterBounds bounds)
    {
        var section = new JsonObject
        {
            ["nominal"] = new JsonArray([.. options.Nominal.Select(value => JsonValue.Create(value))]),
            ["mode"] = KebabCase.From((options.Mode ?? mode).ToString()),
            ["bounds"] = new JsonArray(options.Bounds is [var lower, var upper] ? [lower, upper] : [bounds.Lower, bounds.Upper]),
        };
        if (options.Prior is { } prior)
        {
            section["prior"] = prior;
        }

        if (options.Scale is { } scale)
        {
            section["scale"] = scale;
        }

        return section;
    }
}

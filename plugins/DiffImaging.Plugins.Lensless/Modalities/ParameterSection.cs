using System.Text.Json.Nodes;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Lensless.Modalities;

/// <summary>Writes bound parameter options back as a section of a recipe.</summary>
internal static class ParameterSection
{
    /// <param name="options">The options; what they leave out stays out.</param>
    /// <param name="mode">The mode where the options give none.</param>
    /// <param name="bounds">Lower and upper bound where the options give none; none for no bounds.</param>
    public static JsonObject Write(ParameterOptions options, ParameterMode mode, params double[] bounds)
    {
        var section = new JsonObject { ["mode"] = KebabCase.From((options.Mode ?? mode).ToString()) };
        Add("nominal", options.Nominal);
        Add("bounds", options.Bounds ?? bounds);
        if (options is FrameParameterOptions { Per: { } extent })
        {
            section["per"] = KebabCase.From(extent.ToString());
        }

        if (options.Prior is { } prior)
        {
            section["prior"] = prior;
        }

        if (options.Scale is { } scale)
        {
            section["scale"] = scale;
        }

        return section;

        void Add(string key, IReadOnlyList<double> values)
        {
            if (values.Count > 0)
            {
                section[key] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
            }
        }
    }
}

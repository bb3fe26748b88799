using System.Text.Json;
using System.Text.Json.Serialization;

namespace DiffImaging.Host.Plugins.Verification;

/// <summary>One check of a component, as the process that made it tells it.</summary>
internal sealed record VerifiedCheck
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Place of the component among those of its plugin, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What kind of component, such as "forward stage".</summary>
    public required string Kind { get; init; }

    /// <summary>Id of the component.</summary>
    public required string Component { get; init; }

    /// <summary>Number of the example, from 1; 0 where it was guessed.</summary>
    public int Example { get; init; }

    /// <summary>What was checked, as a sentence; null where the component was only begun.</summary>
    public string? Check { get; init; }

    /// <summary>Whether it holds; null where it was not checked.</summary>
    public bool? Passed { get; init; }

    /// <summary>What was found, with numbers, or why nothing was checked.</summary>
    public string Message { get; init; } = "";

    /// <summary>The line that tells it.</summary>
    public string Write() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads such a line; null where it is another one, such as what a plugin prints.</summary>
    public static VerifiedCheck? Read(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<VerifiedCheck>(line, Format) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

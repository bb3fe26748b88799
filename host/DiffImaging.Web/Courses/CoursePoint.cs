using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Web.Courses;

/// <summary>Where a run stood after an iteration.</summary>
/// <param name="Phase">Name of the phase.</param>
/// <param name="Iteration">The iteration, counted over all phases.</param>
/// <param name="Budget">Iterations of the whole schedule at most; 0 where it is not told.</param>
/// <param name="Fidelity">The fidelity; NaN where there is none.</param>
/// <param name="Parameters">What is estimated, element by element, in SI.</param>
public sealed record CoursePoint(string Phase, int Iteration, int Budget, double Fidelity, IReadOnlyList<CourseParameter> Parameters)
{
    /// <summary>Reads the progress of a job; null where there is none.</summary>
    public static CoursePoint? Parse(string? progress)
    {
        try
        {
            return progress is not null && JsonNode.Parse(progress) is JsonObject told ? Of(told) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a line as the program tells it.</summary>
    public static CoursePoint Of(JsonObject told) => new(
        (string?)told["phase"] ?? "", (int?)told["iteration"] ?? 0, (int?)told["budget"] ?? 0, (double?)told["fidelity"] ?? double.NaN,
        [.. (told["parameters"] as JsonArray ?? []).OfType<JsonObject>().Select(one =>
            new CourseParameter((string?)one["name"] ?? "", (string?)one["unit"] ?? "1", (double?)one["value"] ?? double.NaN))]);
}

using System.Text.Json.Nodes;

namespace DiffImaging.Web.Results;

/// <summary>One number of a parameter, with its error bars.</summary>
/// <param name="Key">The parameter, as <c>propagation.distance</c>.</param>
/// <param name="Name">The number, as <c>propagation.distance</c> or, one of several, <c>scan.shift[3]</c>.</param>
/// <param name="Unit">SI unit.</param>
/// <param name="Mode">Whether it was estimated.</param>
/// <param name="Nominal">What the definition says.</param>
/// <param name="Estimate">What was found.</param>
/// <param name="Repeatability">Standard deviation over other measurements of the same specimen; null where it is not known.</param>
/// <param name="Posterior">Standard deviation of the truth about the estimate; null where it is not known.</param>
/// <param name="Jackknife">Standard deviation over other parts of the specimen; null where it is not known.</param>
/// <param name="IsIdentifiable">Whether measurement and priors determine it by itself; null where it is not known.</param>
public sealed record ResultParameter(
    string Key, string Name, string Unit, string Mode, double? Nominal, double? Estimate, double? Repeatability, double? Posterior, double? Jackknife, bool? IsIdentifiable)
{
    /// <summary>Whether the run estimated it.</summary>
    public bool IsEstimated => Mode is "calibrate" or "design";

    /// <summary>The numbers of a parameter as the result has it.</summary>
    public static IEnumerable<ResultParameter> Of(JsonObject parameter)
    {
        var key = $"{(string?)parameter["stage"]}.{(string?)parameter["name"]}";
        var count = parameter["estimate"] is JsonArray several ? several.Count : 1;
        for (var index = 0; index < count; index++)
        {
            JsonNode? At(string name) => parameter[name] is JsonArray list ? index < list.Count ? list[index] : null : parameter[name];
            yield return new ResultParameter(
                key, parameter["estimate"] is JsonArray ? FormattableString.Invariant($"{key}[{index}]") : key, (string?)parameter["unit"] ?? "1", (string?)parameter["mode"] ?? "",
                (double?)At("nominal"), (double?)At("estimate"), (double?)At("repeatability"), (double?)At("posterior"), (double?)At("jackknife"), (bool?)At("identifiable"));
        }
    }
}

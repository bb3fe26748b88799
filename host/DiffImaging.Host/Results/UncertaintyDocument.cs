using System.Text.Json.Nodes;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Results;

/// <summary>What <c>result.json</c> says of the error bars.</summary>
internal static class UncertaintyDocument
{
    /// <summary>Correlations and what is not determined; null where no error bars were computed.</summary>
    public static JsonObject? Write(ParameterUncertainty? found) => found is null ? null : new JsonObject
    {
        ["secondDerivatives"] = KebabCase.From(found.SecondDerivatives.ToString()),
        ["numbers"] = new JsonArray([.. Names(found).Select(name => JsonValue.Create(name))]),
        ["repeatabilityCorrelation"] = Matrix(ParameterUncertainty.Correlations(found.Repeatability)),
        ["posteriorCorrelation"] = Matrix(ParameterUncertainty.Correlations(found.Posterior)),
        ["undetermined"] = new JsonArray([.. found.Undetermined.Select(direction => new JsonArray([.. direction.Select(part => JsonValue.Create(part))]))]),
    };

    /// <summary>Names of the numbers, in their order.</summary>
    public static IReadOnlyList<string> Names(ParameterUncertainty found) => [.. Enumerable.Range(0, found.Elements.Count).Select(index => ErrorBars.Name(found, index))];

    /// <summary>A figure of each number of a parameter: a value, or a list where the parameter has a shape; null where it was not computed.</summary>
    /// <param name="variable">The parameter.</param>
    /// <param name="found">The error bars.</param>
    /// <param name="figure">The figure of the number of an index.</param>
    public static JsonNode? Of<T>(Variable variable, ParameterUncertainty? found, Func<ParameterUncertainty, int, T> figure)
    {
        JsonNode?[] values = [.. Enumerable.Range(0, found?.Elements.Count ?? 0)
            .Where(index => found!.Elements[index].Key == variable.Key)
            .Select(index => JsonValue.Create(figure(found!, index)))];
        return values.Length == 0 ? null : variable.Parameter!.Shape.Count == 0 ? values[0] : new JsonArray(values);
    }

    /// <summary>A matrix as a list of rows.</summary>
    public static JsonArray Matrix(double[,] matrix) => new([.. Enumerable.Range(0, matrix.GetLength(0)).Select(row =>
        new JsonArray([.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => JsonValue.Create(Math.Round(matrix[row, column], 6)))]))]);
}

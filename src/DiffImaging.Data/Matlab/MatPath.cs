using System.Globalization;
using System.Text.RegularExpressions;

namespace DiffImaging.Data;

/// <summary>A variable or a place inside one, as MATLAB writes it: <c>images</c>, <c>data.images</c>, <c>data(2).images</c>,
/// <c>cells{3}</c>.</summary>
/// <param name="Variable">Name of the variable.</param>
/// <param name="Steps">What leads from it to the array.</param>
internal sealed partial record MatPath(string Variable, IReadOnlyList<MatStep> Steps)
{
    public static MatPath Parse(SourceFile file, string text)
    {
        var match = Whole().Match(text);
        if (!match.Success)
        {
            throw file.Error($"the variable '{text}' cannot be read as a name; 'images', 'data.images', 'data(2).images' or 'cells{{3}}' was expected");
        }

        var steps = new List<MatStep>();
        foreach (Match step in Step().Matches(match.Groups["steps"].Value))
        {
            steps.Add(step.Groups["field"].Success
                ? new MatStep(step.Groups["field"].Value, 0)
                : new MatStep(null, int.TryParse(step.Groups["index"].Value, CultureInfo.InvariantCulture, out var index) && index > 0
                    ? index - 1
                    : throw file.Error($"the variable '{text}' has an index that is not counted from 1")));
        }

        return new MatPath(match.Groups["name"].Value, steps);
    }

    [GeneratedRegex(@"\A/?(?<name>\w+)(?<steps>([./]\w+|\(\d+\)|\{\d+\})*)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Whole();

    [GeneratedRegex(@"[./](?<field>\w+)|[({](?<index>\d+)")]
    private static partial Regex Step();
}

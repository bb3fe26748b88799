using System.Globalization;
using System.Text.RegularExpressions;

namespace DiffImaging.Data;

/// <summary>A file name taken apart into text and whole numbers.</summary>
internal sealed partial class NumberedName
{
    public NumberedName(string path)
    {
        Path = path;
        var name = System.IO.Path.GetFileName(path);
        Text = Digits().Replace(name, "#");
        Numbers = [.. Digits().Matches(name).Select(match => Number(path, match.Value))];
    }

    public string Path { get; }

    /// <summary>The name with # in place of each number.</summary>
    public string Text { get; }

    public IReadOnlyList<long> Numbers { get; }

    private static long Number(string path, string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new MeasurementException(path, $"the number {digits} in its name is too long to count by", null);

    [GeneratedRegex(@"[0-9]+")]
    private static partial Regex Digits();
}

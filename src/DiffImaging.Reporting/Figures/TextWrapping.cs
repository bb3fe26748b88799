namespace DiffImaging.Reporting.Figures;

/// <summary>Breaks text at spaces, and longer words anywhere, so that each line fits a width.</summary>
internal static class TextWrapping
{
    public static IReadOnlyList<string> Wrap(string text, float width, float size, bool bold = false)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in Words(text, width, size, bold))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && FigureFont.Measure(longer, size, bold) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }

        if (line.Length > 0)
        {
            lines.Add(line);
        }

        return lines;
    }

    private static IEnumerable<string> Words(string text, float width, float size, bool bold)
    {
        foreach (var word in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var rest = word;
            while (rest.Length > 1 && FigureFont.Measure(rest, size, bold) > width)
            {
                var length = LongestStart(rest, width, size, bold);
                yield return rest[..length];
                rest = rest[length..];
            }

            yield return rest;
        }
    }

    private static int LongestStart(string word, float width, float size, bool bold)
    {
        var length = word.Length - 1;
        while (length > 1 && (FigureFont.Measure(word[..length], size, bold) > width || char.IsLowSurrogate(word[length])))
        {
            length--;
        }

        return length;
    }
}

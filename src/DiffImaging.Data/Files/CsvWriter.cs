using System.Globalization;
using System.Text;

namespace DiffImaging.Data;

/// <summary>Writes tables as comma-separated values (RFC 4180), the same on every machine.</summary>
/// <remarks>UTF-8, lines end with CR LF, numbers in the invariant culture with all digits needed to read them back; NaN and infinities as
/// <c>NaN</c>, <c>Infinity</c>, <c>-Infinity</c>; null as an empty cell; text is quoted where it must be.</remarks>
public static class CsvWriter
{
    /// <summary>Writes a table; the file appears whole or not at all.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="columns">Names of the columns, with units, such as <c>distance (m)</c>.</param>
    /// <param name="rows">Cells of each row, as many as columns: numbers, text, times, booleans, or null.</param>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true)
            {
                NewLine = "\r\n",
            };
            writer.WriteLine(string.Join(',', columns.Select(Cell)));
            var line = 0;
            foreach (var row in rows)
            {
                if (row.Count != columns.Count)
                {
                    throw new ArgumentException($"Row {line} has {row.Count} cells; {columns.Count} were expected.", nameof(rows));
                }

                writer.WriteLine(string.Join(',', row.Select(Cell)));
                line++;
            }
        });
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

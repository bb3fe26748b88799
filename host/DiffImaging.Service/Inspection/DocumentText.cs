using System.Text;
using System.Text.Json;

namespace DiffImaging.Service.Inspection;

/// <summary>Finds the document in what the program wrote to standard output, where native code of a plugin may write too.</summary>
internal static class DocumentText
{
    /// <summary>The longest JSON object that begins a line; null for none.</summary>
    public static string? Find(string output)
    {
        var bytes = Encoding.UTF8.GetBytes(output);
        var longest = default(Range);
        for (var start = 0; start < bytes.Length; start = NextLine(bytes, start))
        {
            if (bytes[start] == '{' && Length(bytes.AsSpan(start)) is var length && length > longest.End.Value - longest.Start.Value)
            {
                longest = start..(start + length);
            }
        }

        return longest.End.Value == 0 ? null : Encoding.UTF8.GetString(bytes[longest]);
    }

    private static int NextLine(byte[] bytes, int start) => Array.IndexOf(bytes, (byte)'\n', start) is >= 0 and var end ? end + 1 : bytes.Length;

    private static int Length(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            return 0;
        }
    }
}

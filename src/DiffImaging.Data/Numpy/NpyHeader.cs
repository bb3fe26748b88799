using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DiffImaging.Data;

/// <summary>Header of an <c>.npy</c> array, versions 1 to 3.</summary>
/// <param name="Element">Element type.</param>
/// <param name="BigEndian">True when the elements are stored with the largest byte first.</param>
/// <param name="FortranOrder">True when the first index runs fastest.</param>
/// <param name="Shape">Sizes; empty for a scalar.</param>
/// <param name="DataOffset">Bytes from the start of the array's file to the first element.</param>
internal sealed partial record NpyHeader(
    ElementType Element, bool BigEndian, bool FortranOrder, IReadOnlyList<long> Shape, long DataOffset)
{
    /// <summary>NumPy's own headers have 118 bytes; a longer one than this describes nothing read here.</summary>
    private const int MaximumLength = 1 << 16;

    /// <summary>NumPy's own limit is 64 since version 2; nothing here uses more than a few.</summary>
    private const int MaximumRank = 32;

    /// <summary>"\x93NUMPY".</summary>
    public static ReadOnlySpan<byte> Signature => [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59];

    /// <summary>Reads the header and leaves the stream at the first element.</summary>
    public static NpyHeader Read(Stream stream, SourceFile file, string subject)
    {
        try
        {
            Span<byte> start = stackalloc byte[8];
            stream.ReadExactly(start);
            if (!start.StartsWith(Signature) || start[6] is < 1 or > 3)
            {
                throw file.Error($"{subject} is no NumPy array of version 1, 2 or 3");
            }

            Span<byte> size = stackalloc byte[start[6] == 1 ? 2 : 4];
            stream.ReadExactly(size);
            long length = size.Length == 2 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
            if (length > MaximumLength)
            {
                throw file.Error($"{subject} claims a header of {length} bytes; at most {MaximumLength} are read");
            }

            var text = new byte[length];
            stream.ReadExactly(text);
            return Parse(Encoding.Latin1.GetString(text), start.Length + size.Length + length, file, subject);
        }
        catch (EndOfStreamException e)
        {
            throw file.Error($"{subject} ends inside its NumPy header: truncated", e);
        }
    }

    private static NpyHeader Parse(string text, long dataOffset, SourceFile file, string subject)
    {
        var type = TypeEntry().Match(text);
        var order = OrderEntry().Match(text);
        var shape = ShapeEntry().Match(text);
        if (!type.Success || !order.Success || !shape.Success)
        {
            throw file.Error(
                $"{subject} has a NumPy header without a simple 'descr', 'fortran_order' and 'shape' "
                + $"(a structured type is not read): {Shorten(text)}");
        }

        var kind = type.Groups["kind"].Value;
        _ = int.TryParse(type.Groups["bytes"].Value, CultureInfo.InvariantCulture, out var bytes);
        var element = kind == "?" ? new ElementType('b', 1) : new ElementType(kind[0], bytes);
        if (!element.IsReadable || (element.Bytes > 1 && type.Groups["order"].Value == "|"))
        {
            throw file.Error($"{subject} has elements of type {Shorten(type.Value)}; b1, u1-u8, i1-i8, f2, f4, f8, c8 and c16 are read");
        }

        return new NpyHeader(
            element,
            type.Groups["order"].Value == ">",
            order.Groups[1].Value == "True",
            ParseShape(shape.Groups[1].Value, file, subject),
            dataOffset);
    }

    private static List<long> ParseShape(string text, SourceFile file, string subject)
    {
        var shape = new List<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(part.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || shape.Count == MaximumRank)
            {
                throw file.Error($"{subject} has the shape ({Shorten(text)}), which is not a list of at most {MaximumRank} sizes");
            }

            shape.Add(length);
        }

        return shape;
    }

    private static string Shorten(string text) => text.Length <= 120 ? text.Trim() : text[..120] + "…";

    [GeneratedRegex(
        @"['""]descr['""]\s*:\s*['""](?<order>[<>=|]?)(?<kind>[a-zA-Z?])(?<bytes>[0-9]{0,6})[^'""]{0,64}['""]",
        RegexOptions.NonBacktracking)]
    private static partial Regex TypeEntry();

    [GeneratedRegex(@"['""]fortran_order['""]\s*:\s*(True|False)", RegexOptions.NonBacktracking)]
    private static partial Regex OrderEntry();

    [GeneratedRegex(@"['""]shape['""]\s*:\s*\(([^)]*)\)", RegexOptions.NonBacktracking)]
    private static partial Regex ShapeEntry();
}

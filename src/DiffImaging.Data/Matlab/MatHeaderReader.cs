using System.Text;

namespace DiffImaging.Data;

/// <summary>Reads what stands before the contents of a MATLAB array.</summary>
internal static class MatHeaderReader
{
    private const int MaximumRank = 32;

    /// <summary>MATLAB's own limit is 63.</summary>
    private const int MaximumName = 1024;

    /// <summary>Reads the matrix tag at the stream's position and the header behind it; leaves the stream at the contents.</summary>
    /// <param name="stream">Stands at the tag.</param>
    /// <param name="end">Position that the array must not pass.</param>
    /// <param name="subject">What holds it, for messages.</param>
    public static MatArrayHeader Read(MatStream stream, long end, string subject)
    {
        var matrix = stream.ReadTag(end, subject);
        if (matrix.Type != MatTypes.Matrix)
        {
            throw stream.Error(subject, $"an element of type {matrix.Type} was found where an array ({MatTypes.Matrix}) was expected");
        }

        var contentEnd = stream.Position + matrix.Bytes;
        if (matrix.Bytes == 0)
        {
            return MatArrayHeader.Empty(matrix.Next);
        }

        var (kind, flags) = ReadFlags(stream, contentEnd, subject);

        // An object of a classdef has no sizes of its own.
        var shape = kind == MatClass.Opaque ? [] : ReadShape(stream, contentEnd, subject);
        var name = ReadName(stream, contentEnd, subject);
        return new MatArrayHeader(kind, (flags & 8) != 0, (flags & 2) != 0, shape, name, matrix.Next);
    }

    private static (MatClass Class, int Flags) ReadFlags(MatStream stream, long end, string subject)
    {
        var tag = stream.ReadTag(end, subject);
        if (tag is not { Type: MatTypes.UInt32, Bytes: 8 })
        {
            throw stream.Error(subject, $"the array flags have type {tag.Type} and {tag.Bytes} bytes; {MatTypes.UInt32} and 8 were expected");
        }

        var word = stream.ReadInteger(subject);
        stream.SkipTo(tag.Next, subject);
        return ((MatClass)(word & 0xFF), (int)((word >> 8) & 0xFF));
    }

    private static List<long> ReadShape(MatStream stream, long end, string subject)
    {
        var tag = stream.ReadTag(end, subject);
        var rank = tag.Bytes / 4;
        if (tag.Type is not (MatTypes.Int32 or MatTypes.UInt32) || tag.Bytes % 4 != 0 || rank is < 1 or > MaximumRank)
        {
            throw stream.Error(
                subject, $"the sizes have type {tag.Type} and {tag.Bytes} bytes; {MatTypes.Int32} and 4 for each of at most {MaximumRank} "
                + "axes were expected");
        }

        var shape = new List<long>();
        for (var axis = 0; axis < rank; axis++)
        {
            var length = stream.ReadInteger(subject);
            shape.Add(length <= int.MaxValue ? length : throw stream.Error(subject, $"axis {axis + 1} claims the length {length}"));
        }

        stream.SkipTo(tag.Next, subject);
        return shape;
    }

    private static string ReadName(MatStream stream, long end, string subject)
    {
        var tag = stream.ReadTag(end, subject);
        if (tag.Type is not (MatTypes.Int8 or MatTypes.Utf8) || tag.Bytes > MaximumName)
        {
            throw stream.Error(subject, $"the name has type {tag.Type} and {tag.Bytes} bytes; text of at most {MaximumName} was expected");
        }

        var bytes = new byte[tag.Bytes];
        stream.Read(bytes, subject);
        stream.SkipTo(tag.Next, subject);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }
}

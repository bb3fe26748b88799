namespace DiffImaging.Data;

/// <summary>Lists the variables of a MATLAB file, and the fields of its scalar structures.</summary>
internal static class MatListing
{
    private const int MaximumDepth = 8;
    private const int MaximumListed = 2000;

    /// <summary>Fields are listed as long as they can be reached without inflating more than this.</summary>
    private const long MaximumInflated = 1L << 28;

    public static IReadOnlyList<ArrayVariable> Read(SourceFile file, MatDirectory directory)
    {
        var listed = new List<ArrayVariable>();
        foreach (var entry in directory.Entries)
        {
            using var stream = directory.Open(entry);
            var header = MatHeaderReader.Read(stream, stream.Limit, Subject(entry));

            // Files with objects end with a nameless array that belongs to MATLAB itself.
            if (header.Name.Length > 0 && listed.Count < MaximumListed)
            {
                List(stream, header, header.Name, 0, listed);
            }
        }

        return listed;
    }

    public static string NameOf(MatDirectory directory, MatEntry entry)
    {
        using var stream = directory.Open(entry);
        return MatHeaderReader.Read(stream, stream.Limit, Subject(entry)).Name;
    }

    private static string Subject(MatEntry entry) => $"the variable at byte {entry.Offset}";

    private static void List(MatStream stream, MatArrayHeader header, string name, int depth, List<ArrayVariable> listed)
    {
        listed.Add(header.Describe(name));
        if (header.Class != MatClass.Struct || header.Shape.Any(length => length != 1) || depth == MaximumDepth)
        {
            return;
        }

        var subject = $"variable {name}";
        var fields = MatStruct.Read(stream, header.End, subject).Fields;
        var next = stream.Position;
        foreach (var field in fields)
        {
            if (listed.Count == MaximumListed || next > MaximumInflated)
            {
                return;
            }

            stream.SkipTo(next, subject);
            var inner = MatHeaderReader.Read(stream, header.End, $"{subject}.{field}");
            next = inner.End;
            List(stream, inner, $"{name}.{field}", depth + 1, listed);
        }
    }
}

namespace DiffImaging.Data;

/// <summary>Reads MATLAB files of version 5: what MATLAB saves as v6 (plain) and v7 (compressed).</summary>
/// <remarks>Either byte order; numeric, logical and complex arrays of every class, whatever smaller type stores them; structures and cells
/// as a way to such arrays. Text, sparse arrays, objects and function handles are listed and refused. Everything is read forward, and
/// what a header claims is held against the file or the inflated stream first.</remarks>
internal static class MatReader
{
    public static IReadOnlyList<ArrayVariable> Variables(SourceFile file) => MatListing.Read(file, MatDirectory.Read(file));

    public static TResult Use<TResult>(SourceFile file, ArrayQuery query, Func<StoredArray, TResult> use)
    {
        var directory = MatDirectory.Read(file);
        var name = query.Variable ?? query.ChooseOnly(file, MatListing.Read(file, directory)).Name;
        var path = MatPath.Parse(file, name);
        var matches = directory.Entries.Where(entry => MatListing.NameOf(directory, entry) == path.Variable).ToList();
        if (matches.Count != 1)
        {
            throw matches.Count == 0
                ? query.NotFound(file, MatListing.Read(file, directory))
                : file.Error($"holds the variable {path.Variable} {matches.Count} times, at bytes {string.Join(", ", matches.Select(m => m.Offset))}");
        }

        using var stream = directory.Open(matches[0]);
        var (header, end) = Find(stream, path, name);
        return use(new StoredMatArray(file, name, header, end, stream, () => directory.Open(matches[0])));
    }

    /// <summary>Walks to an array and leaves the stream at its contents.</summary>
    /// <returns>Its header, and the position behind the variable that holds it.</returns>
    private static (MatArrayHeader Header, long End) Find(MatStream stream, MatPath path, string name)
    {
        var subject = $"variable {name}";
        var header = MatHeaderReader.Read(stream, stream.Limit, subject);
        var end = header.End;
        var index = 0L;
        foreach (var step in path.Steps)
        {
            if (step.Field is null && header.Class == MatClass.Struct)
            {
                index = step.Index;
                continue;
            }

            header = step.Field is { } field ? EnterField(stream, header, index, field, subject) : EnterCell(stream, header, step.Index, subject);
            index = 0;
        }

        return (header, end);
    }

    private static MatArrayHeader EnterField(MatStream stream, MatArrayHeader header, long index, string field, string subject)
    {
        if (header.Class != MatClass.Struct)
        {
            throw stream.Error(subject, $"has no field {field}: it is {header.Describe("what holds it")}, no struct");
        }

        var fields = MatStruct.Read(stream, header.End, subject).Fields;
        var place = fields.ToList().IndexOf(field);
        if (place < 0)
        {
            throw stream.Error(subject, $"the struct has no field {field}; it has: {string.Join(", ", fields.Take(50))}");
        }

        RequireElement(stream, header, index, subject);
        return Skip(stream, header, (index * fields.Count) + place, subject);
    }

    private static MatArrayHeader EnterCell(MatStream stream, MatArrayHeader header, long index, string subject)
    {
        if (header.Class != MatClass.Cell)
        {
            throw stream.Error(subject, $"has no element {index + 1} to go into: it is {header.Describe("what holds it")}, no cell array");
        }

        RequireElement(stream, header, index, subject);
        return Skip(stream, header, index, subject);
    }

    private static void RequireElement(MatStream stream, MatArrayHeader header, long index, string subject)
    {
        var count = header.Shape.Aggregate((Int128)1, (product, length) => product * length);
        if (index >= count)
        {
            throw stream.Error(subject, $"has no element {index + 1}: there are {count}");
        }
    }

    private static MatArrayHeader Skip(MatStream stream, MatArrayHeader header, long arrays, string subject)
    {
        for (var i = 0L; i < arrays; i++)
        {
            stream.SkipTo(stream.ReadTag(header.End, subject).Next, subject);
        }

        return MatHeaderReader.Read(stream, header.End, subject);
    }
}

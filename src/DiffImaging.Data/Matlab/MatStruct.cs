using System.Text;

namespace DiffImaging.Data;

/// <summary>Fields of a structure array, whose values follow each other field by field for each element.</summary>
/// <param name="Fields">Names, in the order of storage.</param>
internal sealed record MatStruct(IReadOnlyList<string> Fields)
{
    private const int MaximumNames = 1 << 20;
    private const int MaximumName = 256;

    /// <summary>Reads the names of the fields and leaves the stream at the first value.</summary>
    public static MatStruct Read(MatStream stream, long end, string subject)
    {
        var tag = stream.ReadTag(end, subject);
        var length = tag is { Type: MatTypes.Int32, Bytes: 4 } ? stream.ReadInteger(subject) : 0;
        if (length is < 1 or > MaximumName)
        {
            throw stream.Error(subject, $"the length of field names is {length} in type {tag.Type}; 1 to {MaximumName} was expected: damaged");
        }

        stream.SkipTo(tag.Next, subject);
        var names = stream.ReadTag(end, subject);
        if (names.Type != MatTypes.Int8 || names.Bytes % length != 0 || names.Bytes > MaximumNames)
        {
            throw stream.Error(subject, $"the field names have type {names.Type} and {names.Bytes} bytes of {length} each: damaged");
        }

        var bytes = new byte[names.Bytes];
        stream.Read(bytes, subject);
        stream.SkipTo(names.Next, subject);
        return new MatStruct([.. bytes.Chunk((int)length).Select(name => Encoding.UTF8.GetString(name).Split('\0')[0])]);
    }
}

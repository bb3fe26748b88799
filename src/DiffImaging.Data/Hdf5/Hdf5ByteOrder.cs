using System.Reflection;
using PureHDF;

namespace DiffImaging.Data;

/// <summary>Whether the parts of a complex number are stored with the smallest byte first.</summary>
/// <remarks>The package refuses plain numbers of the other order, but not those inside a compound, which it would give as they are:
/// wrong. Its public types do not tell the order; the private field that does is looked at, and where a later version has none,
/// complex numbers are refused.</remarks>
internal static class Hdf5ByteOrder
{
    public static bool IsKnownLittleEndian(IH5DataType type) => type.Compound!.Members.All(member => IsLittleEndian(member.Type));

    private static bool IsLittleEndian(IH5DataType type) =>
        type.GetType().GetField("_dataType", BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(type)?.ToString()
            ?.Contains("ByteOrder = LittleEndian", StringComparison.Ordinal) == true;
}

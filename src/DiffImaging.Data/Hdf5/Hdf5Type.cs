using PureHDF;

namespace DiffImaging.Data;

/// <summary>What the elements of an HDF5 dataset are, in the terms of the readers.</summary>
/// <param name="Element">Their type, or null where they are no numbers.</param>
/// <param name="Words">The type in words.</param>
internal readonly record struct Hdf5Type(ElementType? Element, string Words)
{
    /// <summary>Names of the two parts of a complex number: those of h5py, of MATLAB, and of others.</summary>
    private static readonly string[][] ComplexNames = [["r", "i"], ["real", "imag"], ["re", "im"], ["real", "imaginary"]];

    public static Hdf5Type Of(IH5DataType type) => type.Class switch
    {
        H5DataTypeClass.FixedPoint => Number(new ElementType(type.FixedPoint!.IsSigned ? 'i' : 'u', type.Size)),
        H5DataTypeClass.FloatingPoint => Number(new ElementType('f', type.Size)),

        // Booleans of h5py are an enumeration of one byte.
        H5DataTypeClass.Enumerated when type.Size == 1 => new Hdf5Type(new ElementType('b', 1), "boolean"),
        H5DataTypeClass.Compound => Compound(type),
        H5DataTypeClass.String => new Hdf5Type(null, "text"),
        _ => new Hdf5Type(null, type.Class.ToString().ToLowerInvariant()),
    };

    private static Hdf5Type Number(ElementType element)
    {
        var words = (element.Kind switch { 'i' => "int", 'u' => "uint", _ => "float" }) + (8 * element.Bytes);
        return new Hdf5Type(element.IsReadable ? element : null, words);
    }

    private static Hdf5Type Compound(IH5DataType type)
    {
        var members = type.Compound!.Members;
        if (members is [var real, var imaginary]
            && real.Type.Class == H5DataTypeClass.FloatingPoint
            && imaginary.Type.Class == H5DataTypeClass.FloatingPoint
            && (real.Type.Size, imaginary.Type.Size, type.Size) is (4, 4, 8) or (8, 8, 16)
            && (real.Offset, imaginary.Offset) == (0, type.Size / 2)
            && Array.Exists(ComplexNames, names => Is(real, names[0]) && Is(imaginary, names[1])))
        {
            return new Hdf5Type(new ElementType('c', type.Size), $"complex{8 * type.Size}");
        }

        return new Hdf5Type(null, $"compound of {string.Join(", ", members.Take(8).Select(member => member.Name))}");
    }

    private static bool Is(CompoundMember member, string name) => string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase);
}

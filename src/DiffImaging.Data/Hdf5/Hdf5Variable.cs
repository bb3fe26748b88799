using PureHDF;

namespace DiffImaging.Data;

/// <summary>A dataset of an HDF5 file with what its headers say.</summary>
internal sealed class Hdf5Variable
{
    private const string ClassAttribute = "MATLAB_class";
    private const string EmptyAttribute = "MATLAB_empty";

    public Hdf5Variable(SourceFile file, string path, IH5Dataset dataset, bool isMatlab)
    {
        (Path, Dataset) = (path, dataset);
        var type = Hdf5Type.Of(dataset.Type);
        var matlabClass = isMatlab && dataset.AttributeExists(ClassAttribute)
            ? dataset.Attribute(ClassAttribute).Read<string>().TrimEnd('\0', ' ')
            : null;
        IsMatlab = matlabClass is not null;
        Element = matlabClass switch
        {
            null => type.Element,
            "logical" when type.Element is { Bytes: 1 } => new ElementType('b', 1),
            "double" or "single" or "int8" or "uint8" or "int16" or "uint16" or "int32" or "uint32" or "int64" or "uint64" => type.Element,
            _ => null,
        };
        Words = matlabClass is null ? type.Words : (type.Element is { IsComplex: true } ? "complex " : "") + matlabClass;

        // An empty array of MATLAB is stored as its sizes.
        IsEmpty = dataset.Space.Type == H5DataspaceType.Null || (isMatlab && dataset.AttributeExists(EmptyAttribute));
        Shape = IsEmpty ? [0] : ReadShape(file, path, dataset.Space, IsMatlab);
    }

    public string Path { get; }

    public IH5Dataset Dataset { get; }

    /// <summary>True for an array that MATLAB wrote: its sizes stand reversed in the file.</summary>
    public bool IsMatlab { get; }

    /// <summary>Type of the elements, or null where they are no numbers.</summary>
    public ElementType? Element { get; }

    public bool IsEmpty { get; }

    public string Words { get; }

    /// <summary>Sizes as the writing language counts them.</summary>
    public IReadOnlyList<long> Shape { get; }

    public ArrayVariable Describe() =>
        new(Path, Shape, Words, Element is not null && !IsEmpty, Element is { IsComplex: true });

    private static IReadOnlyList<long> ReadShape(SourceFile file, string path, IH5Dataspace space, bool isMatlab)
    {
        if (space.Type == H5DataspaceType.Scalar)
        {
            return [];
        }

        var lengths = space.Dimensions.Select(length => length <= int.MaxValue
            ? (long)length
            : throw file.Error($"dataset {path} claims an axis of length {length}"));
        return isMatlab ? [.. lengths.Reverse()] : [.. lengths];
    }
}

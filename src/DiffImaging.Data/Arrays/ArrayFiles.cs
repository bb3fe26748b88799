namespace DiffImaging.Data;

/// <summary>The kinds of file that hold arrays, behind one door.</summary>
internal static class ArrayFiles
{
    /// <summary>Finds an array, and hands it out while its elements can be read.</summary>
    public static TResult Use<TResult>(SourceFile file, ImageFormat format, ArrayQuery query, Func<StoredArray, TResult> use)
    {
        TResult Checked(StoredArray array)
        {
            if (!query.Complex)
            {
                array.RequireReal();
            }

            return use(array);
        }

        return format switch
        {
            ImageFormat.Npy or ImageFormat.Npz => NpyReader.Use(file, format, query.Variable, Checked),
            ImageFormat.Matlab => MatReader.Use(file, query, Checked),
            ImageFormat.Hdf5 => Hdf5Reader.Use(file, query, Checked),
            _ => throw file.Error($"is a {format} file; a file of arrays was expected: NumPy, MATLAB or HDF5"),
        };
    }

    /// <summary>What a file holds.</summary>
    public static IReadOnlyList<ArrayVariable> Variables(SourceFile file, ImageFormat format) => format switch
    {
        ImageFormat.Npy => [NpyReader.Use(file, format, null, Describe)],
        ImageFormat.Npz => [.. NpzArchive.Names(file).Select(name => NpyReader.Use(file, format, name, Describe))],
        ImageFormat.Matlab => MatReader.Variables(file),
        ImageFormat.Hdf5 => Hdf5Reader.Variables(file),
        _ => throw file.Error($"is a {format} file; a file of arrays was expected: NumPy, MATLAB or HDF5"),
    };

    private static ArrayVariable Describe(StoredArray array) =>
        new(array.Name ?? "", array.Shape, array.Element.ToString(), IsNumeric: true, array.Element.IsComplex);
}

using PureHDF;
using PureHDF.Filters;

namespace DiffImaging.Data;

/// <summary>Reads HDF5 files: plain ones, CXI, and what MATLAB saves as v7.3.</summary>
/// <remarks>Integers and floating point with the smallest byte first, booleans of h5py, complex numbers as a compound of two floats;
/// compact, contiguous and chunked datasets with deflate, LZF, shuffle and checksum. The package that decodes them is not made for
/// hostile files: it is given the file through a <see cref="GuardedStream"/>, sizes are checked before it is asked for numbers, and
/// whatever it throws becomes one error about the file.</remarks>
internal static class Hdf5Reader
{
    /// <summary>Where CXI keeps its images, best first.</summary>
    private static readonly string[] CxiPaths = ["/entry_1/data_1/data", "/entry_1/instrument_1/detector_1/data"];

    static Hdf5Reader()
    {
        H5Filter.Register(new ChecksumFilter());
        H5Filter.Register(new LzfFilter());
    }

    public static IReadOnlyList<ArrayVariable> Variables(SourceFile file)
    {
        using var guard = new GuardedStream(file);
        using var root = H5File.Open(guard, leaveOpen: true);
        return Describe(new Hdf5Tree(file, root));
    }

    public static TResult Use<TResult>(SourceFile file, ArrayQuery query, Func<StoredArray, TResult> use)
    {
        using var guard = new GuardedStream(file);
        using var root = H5File.Open(guard, leaveOpen: true);
        var tree = new Hdf5Tree(file, root);
        var variable = Choose(file, tree, query);
        if (variable.Element is not { } element || variable.IsEmpty)
        {
            throw file.Error($"variable {variable.Describe()} holds no numbers that are read");
        }

        return use(new StoredHdf5Array(file, variable, element, guard));
    }

    private static Hdf5Variable Choose(SourceFile file, Hdf5Tree tree, ArrayQuery query)
    {
        if (query.Variable is { } name)
        {
            return tree.Find(name) ?? throw query.NotFound(file, Describe(tree));
        }

        return CxiPaths.Select(tree.Find).FirstOrDefault(found => found is not null)
            ?? tree.Find(query.ChooseOnly(file, Describe(tree)).Name)!;
    }

    private static IReadOnlyList<ArrayVariable> Describe(Hdf5Tree tree) => [.. tree.List().Select(variable => variable.Describe())];
}

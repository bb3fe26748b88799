using PureHDF;

namespace DiffImaging.Data;

/// <summary>The groups and datasets of an HDF5 file.</summary>
/// <remarks>Links to other files are not followed: a measurement is what its own file holds, and its hash says so.</remarks>
internal sealed class Hdf5Tree
{
    private const int MaximumDepth = 16;

    /// <summary>Hard links may form loops, so that what was visited is counted, not only what was found.</summary>
    private const int MaximumVisited = 5000;

    private readonly SourceFile _file;
    private readonly IH5Group _root;
    private readonly bool _isMatlab;

    public Hdf5Tree(SourceFile file, IH5Group root)
    {
        (_file, _root) = (file, root);
        _isMatlab = file.ReadStart(6).AsSpan().SequenceEqual("MATLAB"u8);
    }

    /// <summary>All datasets, depth first.</summary>
    public List<Hdf5Variable> List()
    {
        var found = new List<Hdf5Variable>();
        var visited = 0;
        void Visit(IH5Group group, string path, int depth)
        {
            foreach (var child in group.Children())
            {
                // MATLAB keeps what its cells refer to in groups of its own, between number signs.
                if (++visited > MaximumVisited || (_isMatlab && child.Name.StartsWith('#')))
                {
                    continue;
                }

                var name = $"{path}/{child.Name}";
                if (child is IH5Dataset dataset)
                {
                    found.Add(new Hdf5Variable(_file, name, dataset, _isMatlab));
                }
                else if (child is IH5Group inner && depth < MaximumDepth)
                {
                    Visit(inner, name, depth + 1);
                }
            }
        }

        Visit(_root, "", 0);
        return found;
    }

    /// <summary>The dataset of a name, or null where there is none.</summary>
    /// <param name="name">Its path; in a file of MATLAB fields may be separated by points.</param>
    public Hdf5Variable? Find(string name)
    {
        var path = _isMatlab && !name.Contains('/', StringComparison.Ordinal) ? name.Replace('.', '/') : name;
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var group = _root;
        for (var i = 0; i < parts.Length; i++)
        {
            // Children are compared, not asked for by name: where a link leads is then known before it is taken.
            var child = group.Children().FirstOrDefault(c => c.Name == parts[i]);
            switch (child)
            {
                case IH5Dataset dataset when i == parts.Length - 1:
                    return new Hdf5Variable(_file, "/" + string.Join('/', parts), dataset, _isMatlab);
                case IH5Group inner:
                    group = inner;
                    break;
                case IH5UnresolvedLink:
                    throw _file.Error($"the link /{string.Join('/', parts[..(i + 1)])} leads nowhere in this file");
                default:
                    return null;
            }
        }

        return null;
    }
}

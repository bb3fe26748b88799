namespace DiffImaging.Service.Api;

/// <summary>Where the files of a submission lie until it is known to be right.</summary>
internal sealed class SubmissionFolder : IDisposable
{
    private readonly string _path;
    private readonly List<string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    public SubmissionFolder(string path) => _path = Directory.CreateDirectory(path).FullName;

    /// <summary>Names of the files, with '/'.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Bytes of the definition and the files.</summary>
    public long Bytes => new DirectoryInfo(_path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>Full path of a file; its name was checked before.</summary>
    public string PathOf(string name) => Path.Combine(_path, name);

    /// <summary>Whether a name is a file's, or a folder's that files lie in; big and small letters are alike to some systems.</summary>
    public bool Holds(string name) => _taken.Contains(name) || Parents(name).Any(parent => _names.Contains(parent, StringComparer.OrdinalIgnoreCase));

    /// <summary>Writes a file.</summary>
    public async Task AddAsync(string name, Stream content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        await using (var file = File.Create(PathOf(name)))
        {
            await content.CopyToAsync(file, cancellation);
        }

        _names.Add(name);
        _taken.Add(name);
        _taken.UnionWith(Parents(name));
    }

    /// <summary>Takes a file away.</summary>
    public void Remove(string name)
    {
        File.Delete(PathOf(name));
        _names.Remove(name);
        _taken.Clear();
        _taken.UnionWith(_names.Concat(_names.SelectMany(Parents)));
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private static IEnumerable<string> Parents(string name)
    {
        for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            yield return name[..slash];
        }
    }
}

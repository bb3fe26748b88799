using DiffImaging.Tests;

namespace DiffImaging.Architecture.Tests;

/// <summary>The working tree and the artifacts that this test was built with.</summary>
internal sealed class Repository
{
    private static readonly string[] Layers = ["sdk", "src", "plugins", "host", "tests"];

    public Repository()
    {
        Root = SharedData.RepositoryRoot() ?? throw new InvalidOperationException("No DiffImaging.Plugins.sln above the test.");
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        Configuration = output.Name;
        BinFolder = output.Parent!.Parent!.FullName;
    }

    public string Root { get; }

    /// <summary>Gives the configuration folder of the artifacts layout, such as "release".</summary>
    public string Configuration { get; }

    public string BinFolder { get; }

    /// <summary>Gives the projects two levels down, <c>layer/project/project.csproj</c>.</summary>
    public IEnumerable<string> ProjectFiles(params string[] layers) =>
        layers.SelectMany(layer => Directory.EnumerateDirectories(Path.Combine(Root, layer)))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"));

    public string LayerOf(string file) => RelativePath(file).Split('/')[0];

    public string RelativePath(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Gives every C# file we wrote, not what the build generates.</summary>
    public IEnumerable<string> SourceFiles() =>
        Layers.SelectMany(layer => Directory.EnumerateFiles(Path.Combine(Root, layer), "*.cs", SearchOption.AllDirectories))
            .Where(file => !RelativePath(file).Split('/').Any(part => part is "bin" or "obj"));
}

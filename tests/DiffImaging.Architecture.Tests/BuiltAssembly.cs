using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace DiffImaging.Architecture.Tests;

/// <summary>One of our projects as the build left it: where it lives, and which of our assemblies its own names.</summary>
internal sealed record BuiltAssembly(string Project, string Layer, IReadOnlyList<string> References)
{
    private const string Prefix = "DiffImaging.";
    private const string Executable = "diffimaging";

    /// <summary>Reads the assembly of a project from the artifacts folder, in the configuration of this test.</summary>
    public static BuiltAssembly Read(Repository repository, string projectFile)
    {
        var project = Path.GetFileNameWithoutExtension(projectFile);
        var path = Path.Combine(repository.BinFolder, project, repository.Configuration, AssemblyName(project) + ".dll");
        Assert.That(path, Does.Exist, $"{project} is not built");

        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var references = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(IsOurs)
            .Select(name => name == Executable ? HostProject : name);
        return new BuiltAssembly(project, repository.LayerOf(projectFile), [.. references]);
    }

    private const string HostProject = "DiffImaging.Host";

    private static string AssemblyName(string project) => project == HostProject ? Executable : project;

    private static bool IsOurs(string name) => name.StartsWith(Prefix, StringComparison.Ordinal) || name == Executable;
}

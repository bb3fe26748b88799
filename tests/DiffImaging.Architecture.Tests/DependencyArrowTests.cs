namespace DiffImaging.Architecture.Tests;

/// <summary>The arrows of the design, <c>plugins → sdk</c>, <c>src → sdk</c>, <c>host → src</c>, and no other.</summary>
[TestFixture]
public sealed class DependencyArrowTests
{
    private const string Sdk = "DiffImaging.Sdk";
    private const string Optics = "DiffImaging.Optics";
    private const string Testing = "DiffImaging.Sdk.Testing";

    // It runs no torch and loads no plugin: jobs do, in processes of their own.
    private const string Service = "DiffImaging.Service";

    // It shows what the service has, writes numbers as reports do, and knows nothing else.
    private const string Web = "DiffImaging.Web";
    private const string Reporting = "DiffImaging.Reporting";

    private static readonly Repository Repository = new();

    private static IEnumerable<string> ShippedProjects() =>
        Repository.ProjectFiles("sdk", "src", "plugins", "host").Select(Repository.RelativePath).Order();

    [TestCaseSource(nameof(ShippedProjects))]
    public void References_follow_the_arrows(string projectFile)
    {
        var assembly = BuiltAssembly.Read(Repository, Path.Combine(Repository.Root, projectFile));

        var forbidden = assembly.References.Where(reference => !IsAllowed(assembly, reference));

        Assert.That(forbidden, Is.Empty, $"{assembly.Project} ({assembly.Layer}) must not reference these");
    }

    private static bool IsAllowed(BuiltAssembly assembly, string reference) => assembly.Layer switch
    {
        "sdk" => SdkReferences(assembly.Project).Contains(reference),
        "src" or "plugins" => reference is Sdk or Optics,
        "host" when assembly.Project == Service => false,
        "host" when assembly.Project == Web => reference is Service or Reporting,

        // The conformance kit needs no test framework: 'plugins verify' runs it.
        "host" => reference is Sdk or Optics or Testing or Service or Web || LayerOf(reference) == "src",
        _ => false,
    };

    // Inside the SDK the order is contracts, physics, conformance kit, adapters of test frameworks.
    private static string[] SdkReferences(string project) => project switch
    {
        Sdk => [],
        Optics => [Sdk],
        Testing => [Sdk, Optics],
        _ when project.StartsWith(Testing + ".", StringComparison.Ordinal) => [Sdk, Optics, Testing],
        _ => [Sdk, Optics],
    };

    private static string? LayerOf(string project) =>
        Repository.ProjectFiles("sdk", "src", "plugins", "host")
            .Where(file => Path.GetFileNameWithoutExtension(file) == project)
            .Select(Repository.LayerOf)
            .FirstOrDefault();
}

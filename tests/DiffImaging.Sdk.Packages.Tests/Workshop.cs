using System.Reflection;
using DiffImaging.Sdk.Packages.Tests.Support;

namespace DiffImaging.Sdk.Packages.Tests;

/// <summary>An empty folder of an author elsewhere: today's packages in a feed, the feeds of the machine, and nothing else of the repository.</summary>
/// <remarks>The packages get a version that never was before, and a package folder of the author's own: no package of an earlier build can be taken for
/// them. What the machine has already, such as the half gigabyte of libtorch, is read where it lies (fallback folder). The templates and the settings of
/// the command line are the author's own too.</remarks>
[SetUpFixture]
public sealed class Workshop
{
    private static readonly Dictionary<string, string> Surroundings = new()
    {
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILDTERMINALLOGGER"] = "off",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
        ["UseSharedCompilation"] = "false",
    };

    public static string Root { get; } = Path.Combine(Path.GetTempPath(), "diffimaging-author-" + Guid.NewGuid().ToString("N")[..8]);

    public static string Feed { get; } = Path.Combine(Root, "feed");

    public static string Version { get; } = "1.0.0-test." + Guid.NewGuid().ToString("N")[..12];

    public static string Configuration { get; } = typeof(Workshop).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static string Repository { get; } = DiffImaging.Tests.SharedData.RepositoryRoot() ?? throw new InvalidOperationException("No DiffImaging.Plugins.sln above the test.");

    /// <summary>The folder of the host program, with our plugins.</summary>
    public static string HostFolder { get; } = Path.Combine(Repository, "artifacts", "bin", "DiffImaging.Host", Configuration.ToLowerInvariant());

    internal static Task<ProgramResult> DotnetAsync(string folder, params string[] arguments) => ProgramCall.RunAsync("dotnet", folder, Surroundings, arguments);

    internal static Task<ProgramResult> HostAsync(string folder, params string[] arguments) =>
        ProgramCall.RunAsync("dotnet", folder, Surroundings, [Path.Combine(HostFolder, "diffimaging.dll"), .. arguments]);

    [OneTimeSetUp]
    public async Task PackAsync()
    {
        Directory.CreateDirectory(Feed);
        var packed = await DotnetAsync(
            Repository, "build", "eng/Packages.proj", "-t:Pack", "-v:q", $"-p:Configuration={Configuration}", "-p:NoBuild=true", $"-p:PackageVersion={Version}", $"-p:PackageOutputPath={Feed}");
        packed.Good();

        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="author" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
        Surroundings["NUGET_PACKAGES"] = Path.Combine(Root, "packages");
        Surroundings["DOTNET_CLI_HOME"] = Path.Combine(Root, "home");
        (await DotnetAsync(Root, "new", "install", Path.Combine(Feed, $"DiffImaging.Templates.{Version}.nupkg"))).Good();
    }

    [OneTimeTearDown]
    public void Clear()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }
}

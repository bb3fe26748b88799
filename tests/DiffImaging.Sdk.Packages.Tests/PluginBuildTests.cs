using System.IO.Compression;

namespace DiffImaging.Sdk.Packages.Tests;

/// <summary>Building a plugin against the packages: what is refused, and what goes into its own package.</summary>
[TestFixture]
public sealed class PluginBuildTests
{
    private const string Compile = """ExcludeAssets="runtime;native" """;

    [Test]
    public async Task A_private_copy_of_what_the_host_shares_is_a_build_error()
    {
        var folder = Project("Copies", Reference("DiffImaging.Sdk", Workshop.Version, ""));

        var result = await Workshop.DotnetAsync(folder, "build", "-v:q");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(result.Output, Does.Contain("error DI0101: The plugin would carry its own "));
            Assert.That(result.Output, Does.Contain("DiffImaging.Sdk.dll, from the package DiffImaging.Sdk"));
            Assert.That(result.Output, Does.Contain("TorchSharp.dll, from the package TorchSharp"));
            Assert.That(result.Output, Does.Contain("System.Composition.AttributedModel.dll, from the package System.Composition.AttributedModel"));
            Assert.That(result.Output, Does.Contain("error DI0102: The plugin would carry native libraries of torch, from the package TorchSharp."));
            Assert.That(result.Output, Does.Contain("ExcludeAssets=\"runtime;native\""));
        });
    }

    [Test]
    public async Task The_analyzers_of_the_package_look_at_a_plugin_that_references_the_optics_alone()
    {
        var folder = Project("Unsealed", Reference("DiffImaging.Optics", Workshop.Version, Compile));
        await File.WriteAllTextAsync(Path.Combine(folder, "Chance.cs"), """
            using DiffImaging.Sdk.Composition;
            using DiffImaging.Sdk.Noise;

            [ExportNoiseModel("chance", "Chance.")]
            public class Chance : INoiseModelFactory
            {
                public System.Type OptionsType => typeof(object);
                public ComponentPlan<INoiseModel> Plan(ComponentDefinition definition) => throw new System.InvalidOperationException();
            }
            """);

        var result = await Workshop.DotnetAsync(folder, "build", "-v:q");

        Assert.That(result.Output, Does.Contain("error DI0001: 'Chance' is exported and not sealed"));
    }

    [Test]
    public async Task A_packed_plugin_is_its_whole_folder_with_private_libraries_and_no_dependency()
    {
        var folder = Project(
            "Whole", Reference("DiffImaging.Sdk", Workshop.Version, Compile), Reference("Newtonsoft.Json", "13.0.3", ""), Reference("SkiaSharp.NativeAssets.Linux.NoDependencies", "4.154.0", ""));

        // Data of its own, and a native library that no package brings.
        Directory.CreateDirectory(Path.Combine(folder, "tables"));
        await File.WriteAllTextAsync(Path.Combine(folder, "tables", "glass.csv"), "n;1.5");
        await File.WriteAllTextAsync(Path.Combine(folder, "libcamera.so"), "native");

        (await Workshop.DotnetAsync(folder, "pack", "-v:q", "-o", ".")).Good();

        using var package = ZipFile.OpenRead(Path.Combine(folder, "Whole.1.0.0.nupkg"));
        var names = package.Entries.Select(entry => entry.FullName).ToList();
        using var specification = new StreamReader(package.GetEntry("Whole.nuspec")!.Open());
        var text = await specification.ReadToEndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(names, Is.SupersetOf(new[]
            {
                "lib/net10.0/Whole.dll", "lib/net10.0/Whole.deps.json", "lib/net10.0/Newtonsoft.Json.dll", "lib/net10.0/runtimes/linux-x64/native/libSkiaSharp.so",
                "lib/net10.0/tables/glass.csv", "lib/net10.0/libcamera.so",
            }));
            Assert.That(names.Where(name => name.Contains("DiffImaging", StringComparison.Ordinal) || name.Contains("TorchSharp", StringComparison.Ordinal)), Is.Empty);
            Assert.That(text, Does.Contain("""<packageType name="DiffImagingPlugin" />""").And.Not.Contain("<dependency "));
        });
    }

    private static string Reference(string package, string version, string more) => $"""<PackageReference Include="{package}" Version="{version}" {more}/>""";

    private static string Project(string name, params string[] references)
    {
        var folder = Path.Combine(Workshop.Root, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <EnableDynamicLoading>true</EnableDynamicLoading>
              </PropertyGroup>
              <ItemGroup>
                {string.Join(Environment.NewLine, references)}
                <None Update="tables/*.csv;*.so" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            </Project>
            """);
        return folder;
    }
}

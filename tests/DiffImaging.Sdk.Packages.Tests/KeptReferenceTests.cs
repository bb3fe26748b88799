using DiffImaging.Sdk.Packages.Tests.Support;

namespace DiffImaging.Sdk.Packages.Tests;

/// <summary>Built against SDK x.y, a plugin runs on every host with x.z, z ≥ y: seen with the reference assemblies and the plugin that were kept of x.y.</summary>
[TestFixture]
public sealed class KeptReferenceTests
{
    private static readonly string Kept = Path.Combine(Workshop.Repository, "sdk", "reference");

    private static IEnumerable<string> Versions() => Directory.EnumerateDirectories(Kept).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Versions))]
    public async Task A_plugin_compiled_against_an_old_sdk_runs_in_the_host_of_today(string version)
    {
        var (folder, list) = (Path.Combine(Workshop.Root, "kept-" + version), new PluginList(Path.Combine(Workshop.Root, "list-" + version)));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "Acme.Imaging.csproj"), Project(Path.Combine(Kept, version)));
        (await Workshop.DotnetAsync(folder, "build", "-v:q", "-o", "built")).Good();
        list.Add("kept", Path.Combine(folder, "built", "Acme.Imaging.dll"), version);
        await File.WriteAllTextAsync(Path.Combine(folder, "experiment.json"), """
            {
              "data": { "simulation": "simulation.json" },
              "modality": { "id": "acme-imaging", "wavelength": "520 nm", "pixelPitch": "0.5 um", "numericalAperture": 0.25, "positions": ["-12 um", "12 um"] },
              "regularizers": [{ "id": "bending-energy", "weight": 0.1 }]
            }
            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "simulation.json"), """
            {
              "data": {
                "frames": 2, "rows": 32, "columns": 32,
                "specimen": { "id": "bright-scene", "finest": "1 um", "extent": "10 um" },
                "noise": { "id": "poisson", "photons": 10000 }
              },
              "modality": { "id": "acme-imaging", "wavelength": "520 nm", "pixelPitch": "0.5 um", "numericalAperture": 0.25, "positions": ["-12 um", "12 um"], "focus": "2 um" }
            }
            """);

        var run = (await Workshop.HostAsync(folder, "run", "experiment.json", "--plugins", list.File, "--output", "result")).Good();

        Assert.That(run.Output, Does.Contain("blur.focus").And.Contain("truth 2 µm"));
    }

    private static string Project(string kept) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <EnableDynamicLoading>true</EnableDynamicLoading>
          </PropertyGroup>
          <ItemGroup>
            <Compile Include="{kept}/plugin/**/*.cs" />
            <Reference Include="{kept}/*.dll" Private="false" />
            <PackageReference Include="TorchSharp" Version="{Central("TorchSharpVersion")}" ExcludeAssets="runtime;native" />
            <PackageReference Include="System.Composition.AttributedModel" Version="{Central("ExtensionsVersion")}" ExcludeAssets="runtime;native" />
          </ItemGroup>
        </Project>
        """;

    // Packages move on with the repository; the SDK's own assemblies are the kept ones.
    private static string Central(string property) =>
        System.Xml.Linq.XDocument.Load(Path.Combine(Workshop.Repository, "Directory.Packages.props")).Descendants(property).Single().Value;
}

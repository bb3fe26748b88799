using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DiffImaging.Sdk.Packages.Tests;

/// <summary>What lies in the packages: all that an author sees of us.</summary>
[TestFixture]
public sealed partial class PackageContentTests
{
    private static readonly string[] Libraries = ["DiffImaging.Sdk", "DiffImaging.Optics", "DiffImaging.Sdk.Testing", "DiffImaging.Sdk.Testing.NUnit"];

    private static readonly string[] All = [.. Libraries, "DiffImaging.Templates"];

    [Test]
    public void These_packages_are_made_and_no_others()
    {
        var made = Directory.EnumerateFiles(Workshop.Feed, "*.nupkg").Select(file => Path.GetFileName(file).Replace($".{Workshop.Version}.nupkg", "", StringComparison.Ordinal));

        Assert.That(made, Is.EquivalentTo(All));
    }

    [TestCaseSource(nameof(All))]
    public void A_package_says_what_it_is(string id)
    {
        using var package = Open(id);
        XElement Metadata(string name) => Specification(package).Descendants().Single(element => element.Name.LocalName == name);

        Assert.Multiple(() =>
        {
            Assert.That(Metadata("license").Value, Is.EqualTo("MIT"));
            Assert.That(Metadata("authors").Value, Is.EqualTo("The DiffImaging authors"));
            Assert.That(Metadata("description").Value, Has.Length.GreaterThan(40));
            Assert.That(Metadata("tags").Value, Does.Contain("imaging"));
            Assert.That(package.GetEntry(Metadata("readme").Value), Is.Not.Null);
        });
    }

    [TestCaseSource(nameof(Libraries))]
    public void A_library_has_its_documentation_and_symbols(string id)
    {
        using var package = Open(id);
        using var symbols = ZipFile.OpenRead(Path.Combine(Workshop.Feed, $"{id}.{Workshop.Version}.snupkg"));

        Assert.Multiple(() =>
        {
            Assert.That(package.GetEntry($"lib/net10.0/{id}.dll"), Is.Not.Null);
            Assert.That(package.GetEntry($"lib/net10.0/{id}.xml"), Is.Not.Null);
            Assert.That(symbols.GetEntry($"lib/net10.0/{id}.pdb"), Is.Not.Null);
        });
    }

    // What central pinning adds, a plugin would have to live with.
    [TestCase("DiffImaging.Sdk", "System.Composition.AttributedModel", "TorchSharp")]
    [TestCase("DiffImaging.Optics", "DiffImaging.Sdk")]
    [TestCase("DiffImaging.Sdk.Testing", "DiffImaging.Optics", "DiffImaging.Sdk")]
    [TestCase("DiffImaging.Sdk.Testing.NUnit", "DiffImaging.Sdk.Testing", "NUnit")]
    [TestCase("DiffImaging.Templates")]
    public void A_package_depends_on_what_it_uses_and_nothing_else(string id, params string[] expected)
    {
        using var package = Open(id);

        var dependencies = Specification(package).Descendants().Where(element => element.Name.LocalName == "dependency").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(dependencies.Select(dependency => dependency.Attribute("id")!.Value), Is.EquivalentTo(expected));
            Assert.That(
                dependencies.Where(dependency => dependency.Attribute("id")!.Value.StartsWith("DiffImaging.", StringComparison.Ordinal)).Select(dependency => dependency.Attribute("version")!.Value),
                Is.All.EqualTo(Workshop.Version));
        });
    }

    [Test]
    public void The_contracts_come_with_analyzers_checks_and_guide()
    {
        using var package = Open("DiffImaging.Sdk");

        Assert.That(
            package.Entries.Select(entry => entry.FullName),
            Is.SupersetOf(new[]
            {
                "analyzers/dotnet/cs/DiffImaging.Sdk.Analyzers.dll", "buildTransitive/DiffImaging.Sdk.targets", "docs/write-a-plugin.md", "docs/memory.md", "docs/physics-conventions.md",
            }));
    }

    [TestCaseSource(nameof(All))]
    public void Links_lead_somewhere_inside_the_package(string id)
    {
        using var package = Open(id);
        var places = package.Entries.Select(entry => entry.FullName).ToHashSet();
        var root = new Uri("package:///");

        var broken = package.Entries
            .Where(entry => entry.FullName.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(page => Link().Matches(Read(page)).Select(link => (Page: page.FullName, Path: link.Groups["path"].Value)))
            .Where(link => link.Path.Length > 0 && !link.Path.Contains("://", StringComparison.Ordinal))
            .Where(link => !places.Contains(new Uri(new Uri(root, link.Page), link.Path).AbsolutePath.TrimStart('/')))
            .Select(link => $"{link.Page}: {link.Path}");

        Assert.That(broken, Is.Empty);
    }

    private static ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Workshop.Feed, $"{id}.{Workshop.Version}.nupkg"));

    private static XDocument Specification(ZipArchive package) => XDocument.Parse(Read(package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal))));

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\]\((?<path>[^)#\s]*)(?:#[^)]*)?\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}

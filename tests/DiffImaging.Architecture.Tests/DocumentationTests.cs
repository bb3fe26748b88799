using System.Text.RegularExpressions;

namespace DiffImaging.Architecture.Tests;

/// <summary>Pages lead where they say, and every source that is cited is listed.</summary>
[TestFixture]
public sealed partial class DocumentationTests
{
    private static readonly Repository Repository = new();

    private static readonly string[] Folders = ["sdk", "src", "plugins", "host", "tests"];

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.md", SearchOption.AllDirectories)))
            .Select(Repository.RelativePath)
            .Order();

    [TestCaseSource(nameof(Pages))]
    public void Links_of_a_page_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;

        var broken = Link().Matches(File.ReadAllText(Path.Combine(Repository.Root, page)))
            .Select(match => match.Groups["path"].Value)
            .Where(path => path.Length > 0 && !path.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, path)));

        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void Every_source_that_is_cited_is_in_the_bibliography()
    {
        var bibliography = File.ReadAllText(Path.Combine(Repository.Root, "sdk", "docs", "references.bib"));
        var known = Entry().Matches(bibliography).Select(match => match.Groups["key"].Value).ToHashSet();

        var cited = Repository.SourceFiles().Concat(Pages().Select(page => Path.Combine(Repository.Root, page)))
            .SelectMany(file => Citation().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["key"].Value);

        Assert.That(cited.Where(key => !known.Contains(key)), Is.Empty);
    }

    [GeneratedRegex(@"\]\((?<path>[^)#\s]*)(?:#[^)]*)?\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"^@\w+\{(?<key>\w+),", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\[(?<key>[a-z]+[0-9]{4}[a-z]*)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Citation();
}

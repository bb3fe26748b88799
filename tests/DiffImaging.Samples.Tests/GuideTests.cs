using System.Text.RegularExpressions;
using DiffImaging.Tests;

namespace DiffImaging.Samples.Tests;

/// <summary>What the guide shows is code that is compiled and tested: each block is cut out of the file that is named above it.</summary>
[TestFixture]
public sealed partial class GuideTests
{
    private static readonly string Guide = Path.Combine(SharedData.RepositoryRoot()!, "sdk", "docs", "write-a-plugin.md");

    private static IEnumerable<TestCaseData> Blocks() => Block().Matches(File.ReadAllText(Guide))
        .Select((match, index) => new TestCaseData(match.Groups["file"].Value, match.Groups["text"].Value) { TestName = $"Block {index + 1} is cut out of {match.Groups["file"].Value}" });

    [Test]
    public void Every_block_of_code_names_its_file()
    {
        var blocks = Fence().Count(File.ReadAllText(Guide));

        Assert.That(blocks, Is.GreaterThan(6));
        Assert.That(Blocks().Count(), Is.EqualTo(blocks));
    }

    [TestCaseSource(nameof(Blocks))]
    public void A_block_is_cut_out_of_its_file(string file, string text)
    {
        var source = Lines(File.ReadAllText(Path.Combine(Path.GetDirectoryName(Guide)!, file)));
        var from = 0;

        // A line that is only an ellipsis stands for what was left out.
        foreach (var part in Omission().Split(text).Select(Lines).Where(part => part.Length > 0))
        {
            var found = Enumerable.Range(from, Math.Max(source.Length - part.Length - from + 1, 0)).Where(start => source.AsSpan(start, part.Length).SequenceEqual(part)).ToList();
            Assert.That(found, Is.Not.Empty, $"not in {file}, or not in this order:\n{string.Join('\n', part)}");
            from = found[0] + part.Length;
        }
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\]\((?<file>\.\./samples/[^)\s]+)\)[^\n]*\n\n```(?:csharp|xml|json)\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```(csharp|xml|json)$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\s*(?://\s*)?…\s*$|^\s*<!-- … -->\s*$", RegexOptions.Multiline)]
    private static partial Regex Omission();
}

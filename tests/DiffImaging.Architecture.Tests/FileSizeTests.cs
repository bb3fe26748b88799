using System.Text.RegularExpressions;

namespace DiffImaging.Architecture.Tests;

/// <summary>A file that outgrows these sizes is two things and wants to be two files.</summary>
[TestFixture]
public sealed partial class FileSizeTests
{
    private const int StageLines = 150;
    private const int OtherLines = 350;

    private static readonly Repository Repository = new();

    [Test]
    public void Stages_stay_under_150_lines_and_other_files_under_350()
    {
        var tooLong = Repository.SourceFiles()
            .Select(file => (Path: Repository.RelativePath(file), Text: File.ReadAllText(file)))
            .Select(file => (file.Path, Lines: file.Text.Count(c => c == '\n'), Limit: LimitOf(file.Path, file.Text)))
            .Where(file => file.Lines >= file.Limit)
            .Select(file => $"{file.Path}: {file.Lines} lines, must stay under {file.Limit}");

        Assert.That(tooLong, Is.Empty);
    }

    private static int LimitOf(string path, string text) =>
        path.StartsWith("plugins/", StringComparison.Ordinal) && path.Contains("/Stages/", StringComparison.Ordinal)
        || StageClass().IsMatch(text) ? StageLines : OtherLines;

    [GeneratedRegex(@"\bclass\s+\w+[^{;]*:[^{;]*\bIForwardStage\b")]
    private static partial Regex StageClass();
}

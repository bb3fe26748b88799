using DiffImaging.Engine.Frames;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Engine.Tests.Frames;

[TestFixture]
public sealed class FrameListTests
{
    private static readonly Dictionary<string, IReadOnlyList<int>> Sets = new() { ["bright-field"] = [4, 2] };

    [TestCase("7", new[] { 7 })]
    [TestCase("3-6", new[] { 3, 4, 5, 6 })]
    [TestCase("every 10", new[] { 0, 10, 20 })]
    [TestCase("9 every 10", new[] { 9, 19 })]
    [TestCase("3-9 every 3", new[] { 3, 6, 9 })]
    [TestCase("bright-field", new[] { 4, 2 })]
    public void A_list_names_frames(string text, int[] expected)
    {
        Assert.That(Findings(text), Is.Empty);
        Assert.That(FrameList.Resolve([text], 25, Sets), Is.EqualTo(expected));
    }

    [TestCase("25")]
    [TestCase("3-25")]
    [TestCase("6-3")]
    [TestCase("-1")]
    [TestCase("brightfield")]
    [TestCase("")]
    public void What_is_no_frame_is_an_error_at_its_place(string text)
    {
        var found = Findings("1", text);

        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(found[0].ToString(), Does.Contain("frames:1").And.Contain("expected"));
    }

    private static IReadOnlyList<Finding> Findings(params string[] list)
    {
        var findings = new FindingList("frames");
        FrameList.Check(list, 25, [.. Sets.Keys], findings);
        return findings.ToList();
    }
}

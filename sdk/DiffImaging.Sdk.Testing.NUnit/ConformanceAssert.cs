using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;

namespace DiffImaging.Sdk.Testing.NUnit;

/// <summary>Turns conformance results into NUnit's.</summary>
public static class ConformanceAssert
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Fails with every check that did not pass.</summary>
    /// <param name="results">Results of a conformance class.</param>
    public static void AllPassed(IReadOnlyList<ConformanceResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        foreach (var result in results)
        {
            TestContext.Out.WriteLine(result);
        }

        var failed = results.Where(result => !result.Passed).ToList();
        if (failed.Count > 0)
        {
            Assert.Fail(string.Join(Environment.NewLine, failed));
        }
    }

    internal static JsonObject Parse(string options) => JsonNode.Parse(options, null, Lenient)!.AsObject();
}

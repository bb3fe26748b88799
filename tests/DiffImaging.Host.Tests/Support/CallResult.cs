using System.Text.Json.Nodes;

namespace DiffImaging.Host.Tests.Support;

/// <summary>How a call of the executable ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote on standard output.</param>
/// <param name="Errors">What it wrote on standard error.</param>
internal sealed record CallResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The lines on standard error.</summary>
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Standard output as one JSON document; it fails where anything else stands there.</summary>
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    /// <summary>The result itself, where the call ended with an exit code; otherwise the test fails with what was written.</summary>
    public CallResult Expect(int exitCode)
    {
        Assert.That(ExitCode, Is.EqualTo(exitCode), $"standard output:\n{Output}\nstandard error:\n{Errors}");
        return this;
    }
}

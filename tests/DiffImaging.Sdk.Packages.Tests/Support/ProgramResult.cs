namespace DiffImaging.Sdk.Packages.Tests.Support;

/// <summary>How a program ended.</summary>
/// <param name="Call">The call, as one would type it.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Everything that it wrote.</param>
internal sealed record ProgramResult(string Call, int ExitCode, string Output)
{
    /// <summary>Fails the test with everything that the program wrote, unless it ended well.</summary>
    public ProgramResult Good()
    {
        Assert.That(ExitCode, Is.Zero, $"{Call}{Environment.NewLine}{Output}");
        return this;
    }
}

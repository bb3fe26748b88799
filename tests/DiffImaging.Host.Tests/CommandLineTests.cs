using System.Diagnostics;

namespace DiffImaging.Host.Tests;

/// <summary>The built executable, started as a user starts it.</summary>
[TestFixture]
public sealed class CommandLineTests
{
    [Test]
    public async Task Help_names_the_program()
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "diffimaging.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [executable, "--help"]) { RedirectStandardOutput = true })!;

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.That(process.ExitCode, Is.Zero);
        Assert.That(output, Does.Contain("diffimaging"));
    }
}

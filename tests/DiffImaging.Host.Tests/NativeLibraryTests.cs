using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests;

/// <summary>What only looks does not wait for half a gigabyte of libtorch: the loader's own record shows what was loaded.</summary>
[TestFixture]
[Platform(Include = "Linux", Reason = "the record is glibc's")]
public sealed class NativeLibraryTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("--help")]
    [TestCase("--version")]
    [TestCase("run --help")]
    [TestCase("plugins")]
    [TestCase("describe")]
    [TestCase("describe angular-spectrum --json")]
    [TestCase("validate experiment.json")]
    public async Task Libtorch_is_not_loaded_by(string arguments)
    {
        _folder.Write("experiment.json", TinyExperiment.Definition(_folder.WriteFrame("measurement.npy", TinyExperiment.Rows, TinyExperiment.Columns)));

        Assert.That(await LoadedAsync(arguments), Has.None.Contains("torch"));
    }

    [Test]
    public async Task The_record_would_show_libtorch() => Assert.That(await LoadedAsync("doctor"), Has.Some.Contains("libtorch"));

    private async Task<IReadOnlyList<string>> LoadedAsync(string arguments)
    {
        Directory.CreateDirectory(_folder["record"]);
        _folder.Environment["LD_DEBUG"] = "files";
        _folder.Environment["LD_DEBUG_OUTPUT"] = _folder["record/ld"];

        (await _folder.CallAsync(arguments.Split(' '))).Expect(0);

        // "  4711:     file=libc.so.6 [0];  generating link map"
        var loaded = Directory.EnumerateFiles(_folder["record"])
            .SelectMany(File.ReadLines)
            .Where(line => line.Contains("generating link map", StringComparison.Ordinal))
            .Select(line => Path.GetFileName(line[(line.IndexOf("file=", StringComparison.Ordinal) + 5)..].Split(' ')[0]).ToLowerInvariant())
            .ToList();
        Assert.That(loaded, Has.Some.Contains("libcoreclr"), "the record is there");
        return loaded;
    }
}

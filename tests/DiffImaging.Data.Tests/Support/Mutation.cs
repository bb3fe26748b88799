namespace DiffImaging.Data.Tests;

/// <summary>Reads changed files: the outcome is an array or one exception of ours, soon, and without memory that only a header
/// claims.</summary>
internal sealed class Mutation(TemporaryFolder folder, long allowedBytes, TimeSpan allowedTime)
{
    /// <summary>Single precision, the array as it is decoded, and a list of variables, twice over.</summary>
    private const long Expansion = 2 * 4 * ReadingLimits.MaximumExpansion;

    public int Errors { get; private set; }

    public int Whole { get; private set; }

    /// <summary>Lists and reads bytes under a file name; null where they are refused.</summary>
    public ImageStack? Read(byte[] bytes, string? variable, string what)
    {
        var path = folder.Write("changed", bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        ImageStack? stack = null;
        Try(path, what, () => ArrayReader.Variables(path));
        if (Try(path, what, () => stack = ImageReader.Read(path, variable)))
        {
            Whole++;
        }
        else
        {
            Errors++;
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(allowedBytes + (bytes.Length * Expansion)), $"bytes taken, {what}");
        Assert.That(watch.Elapsed, Is.LessThan(allowedTime), what);
        return stack;
    }

    private static bool Try(string path, string what, Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (MeasurementException e)
        {
            Assert.That(e.Message, Does.StartWith(path), what);
            return false;
        }
    }
}

using System.Diagnostics;

namespace DiffImaging.Tests;

/// <summary>A disk in memory of a few megabytes, which can be filled to the last byte.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Makes one; the test is left out where that is not allowed.</summary>
    public static SmallDisk Require(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("diffimaging-disk-").FullName;
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            Assert.Ignore("needs Linux and the right to mount a file system of a few megabytes");
        }

        return new SmallDisk(path);
    }

    /// <summary>Fills what is left.</summary>
    /// <param name="except">Bytes that stay free, whole pages of them.</param>
    public void Fill(long except = 0)
    {
        using var file = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Length - except));
        }
    }

    /// <summary>Makes room again.</summary>
    public void Empty() => File.Delete(Ballast);

    public void Dispose()
    {
        // SQLite keeps files open for the next connection: they go with the last of them.
        Assert.That(Run("umount", "--lazy", Path), Is.Zero);
        Directory.Delete(Path);
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}

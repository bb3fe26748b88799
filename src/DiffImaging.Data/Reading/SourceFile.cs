using System.Security.Cryptography;

namespace DiffImaging.Data;

/// <summary>A data file, open for reading; every error about it begins with its path.</summary>
internal sealed class SourceFile : IDisposable
{
    private string? _sha256;

    private SourceFile(string path, FileStream stream)
    {
        Path = path;
        Stream = stream;
        Length = stream.Length;
    }

    public string Path { get; }

    public FileStream Stream { get; }

    /// <summary>Size in bytes.</summary>
    public long Length { get; }

    /// <summary>SHA-256 of the whole file, 64 lower-case hexadecimal digits; computed when first asked for, so that headers alone can be
    /// read of a large file.</summary>
    public string Sha256 => _sha256 ??= Hash();

    public static SourceFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            if (Directory.Exists(path))
            {
                throw new MeasurementException(path, "is a folder; an image file was expected", null);
            }

            // Devices and pipes report no length: they are refused here, before an open could block.
            if (new FileInfo(path) is { Exists: true, Length: 0 })
            {
                throw new MeasurementException(path, "is empty; an image file was expected", null);
            }

            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            try
            {
                return new SourceFile(path, stream);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MeasurementException(path, "the file does not exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new MeasurementException(path, $"cannot be read: {e.Message}", e);
        }
    }

    public MeasurementException Error(string message, Exception? cause = null) => new(Path, message, cause);

    /// <summary>The metadata every format shares.</summary>
    /// <param name="format">Kind of file.</param>
    /// <param name="array">Name of the array inside an archive, or null.</param>
    public ImageMetadata Describe(ImageFormat format, string? array = null)
    {
        var name = System.IO.Path.GetFileName(Path);
        return new ImageMetadata
        {
            Name = array is null ? name : $"{name}, array {array}",
            SourcePath = Path,
            Sha256 = Sha256,
            Format = format,
        };
    }

    /// <summary>Reads up to <paramref name="count"/> bytes from the beginning and rewinds.</summary>
    public byte[] ReadStart(int count)
    {
        var start = new byte[(int)Math.Min(count, Length)];
        Stream.Position = 0;
        Stream.ReadExactly(start);
        Stream.Position = 0;
        return start;
    }

    public void Dispose() => Stream.Dispose();

    private string Hash()
    {
        var position = Stream.Position;
        Stream.Position = 0;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Stream));
        Stream.Position = position;
        return hash;
    }
}

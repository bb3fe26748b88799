namespace DiffImaging.Data;

/// <summary>Where an image came from and how it was stored.</summary>
public sealed record ImageMetadata
{
    /// <summary>Metadata of an image that was computed, not read.</summary>
    public static ImageMetadata None { get; } = new();

    /// <summary>Short name: the file's name, with the array's name behind it for an archive; empty when computed.</summary>
    public string Name { get; init; } = "";

    /// <summary>Path as it was given, or null when computed.</summary>
    public string? SourcePath { get; init; }

    /// <summary>SHA-256 of the whole source file, 64 lower-case hexadecimal digits, or null when computed.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Kind of file.</summary>
    public ImageFormat Format { get; init; }

    /// <summary>Bits of one stored sample, or null when unknown.</summary>
    public int? BitDepth { get; init; }

    /// <summary>Largest code the stored integer type can hold (255, 65535), or null for floating-point data.
    /// A camera of 12 bits in a 16-bit file saturates below it.</summary>
    public double? MaximumCode { get; init; }

    /// <summary>True when the source had colours that differed and each pixel is the mean of red, green and blue.</summary>
    public bool ColorAveraged { get; init; }
}

using System.Globalization;

namespace DiffImaging.Data;

/// <summary>What a file may claim before memory is given to it.</summary>
internal static class ReadingLimits
{
    /// <summary>Most pixels of one stack: 2³⁰, that is 4 GiB of single precision.</summary>
    public const long MaximumPixels = 1L << 30;

    /// <summary>Most bytes that one stored byte can stand for in the compressions read here. Deflate reaches 1032, LZW about
    /// 2700.</summary>
    public const long MaximumExpansion = 4096;

    /// <summary>Refuses a size that is empty, above the limit, or that the stored bytes cannot hold.</summary>
    /// <param name="file">The file, for the message.</param>
    /// <param name="subject">What claims the size, for the message.</param>
    /// <param name="shape">Claimed size; the product counts elements.</param>
    /// <param name="bytesPerElement">Bytes of one element once decompressed.</param>
    /// <param name="storedBytes">Bytes the file has for it.</param>
    /// <param name="compressed">False when each element must be stored in full.</param>
    public static void Require(
        SourceFile file, string subject, IReadOnlyList<long> shape, int bytesPerElement, long storedBytes, bool compressed)
    {
        var size = string.Join(" × ", shape.Select(n => n.ToString(CultureInfo.InvariantCulture)));
        var elements = 1L;
        foreach (var length in shape)
        {
            if (length <= 0)
            {
                throw file.Error($"{subject} claims the empty size {size}");
            }

            if (length > MaximumPixels / elements)
            {
                throw file.Error($"{subject} claims {size} values, more than the {MaximumPixels} that are read");
            }

            elements *= length;
        }

        var needed = elements * bytesPerElement;
        if (compressed ? needed / MaximumExpansion > storedBytes : needed > storedBytes)
        {
            throw file.Error(
                $"{subject} claims {size} values ({needed} bytes), but only {storedBytes} bytes are stored for it: truncated or damaged");
        }
    }
}

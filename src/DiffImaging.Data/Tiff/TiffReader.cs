using System.Text.RegularExpressions;
using BitMiracle.LibTiff.Classic;

namespace DiffImaging.Data;

/// <summary>Reads every full-resolution page of a TIFF file as one frame.</summary>
internal static partial class TiffReader
{
    public static ImageStack Read(SourceFile file)
    {
        var pages = ReadPages(file);
        var (size, first) = (SizeOf(pages), pages.OfType<TiffPage>().First());
        var pixels = new float[(long)size.Frames * size.Rows * size.Columns];
        var color = Decode(file, pages, pixels);
        return new ImageStack(size.Frames, size.Rows, size.Columns, pixels, file.Describe(ImageFormat.Tiff) with
        {
            BitDepth = (int)first.SampleType.Bits,
            MaximumCode = first.SampleType.MaximumCode,
            ColorAveraged = color,
        });
    }

    public static ImageSize ReadSize(SourceFile file) => SizeOf(ReadPages(file));

    /// <summary>Reads and checks the layout of every page; null stands for one that is no frame.</summary>
    private static List<TiffPage?> ReadPages(SourceFile file)
    {
        var directories = TiffDirectoryChain.Read(file);
        var pages = directories.Select(d => IsReduced(d) ? null : new TiffPage(file, d)).ToList();
        var kept = pages.OfType<TiffPage>().ToList();
        RequireOneStack(file, kept);
        RequireEveryImageJFrame(file, directories[0], kept.Count);
        return pages;
    }

    private static ImageSize SizeOf(List<TiffPage?> pages)
    {
        var kept = pages.OfType<TiffPage>().ToList();
        return new ImageSize(kept.Count, (int)kept[0].Rows, (int)kept[0].Columns);
    }

    /// <summary>Bit 0 marks a thumbnail, bit 2 a transparency mask.</summary>
    private static bool IsReduced(TiffDirectory directory) => (directory.Value(TiffTags.NewSubfileType, 0) & 5) != 0;

    private static void RequireOneStack(SourceFile file, List<TiffPage> pages)
    {
        if (pages.Count == 0)
        {
            throw file.Error("has no page at full resolution");
        }

        var first = pages[0];
        if (pages.Find(p => (p.Rows, p.Columns, p.SampleType) != (first.Rows, first.Columns, first.SampleType)) is { } other)
        {
            throw file.Error(
                $"{other.Name} has {other.Rows} × {other.Columns} pixels of {other.SampleType.Bits} bits, {first.Name} has {first.Rows} × "
                + $"{first.Columns} of {first.SampleType.Bits}; all pages must agree");
        }

        // Pages that share stored bytes would let a small file ask for a large stack.
        var compressed = pages.Exists(p => p.Compression != TiffTags.Uncompressed);
        ReadingLimits.Require(
            file, $"{pages.Count} pages", [pages.Count, first.Rows, first.Columns], first.SampleType.Bytes, file.Length, compressed);
    }

    /// <summary>ImageJ writes stacks above 4 GiB as one page and a count; reading only that page would lose the rest unnoticed.</summary>
    private static void RequireEveryImageJFrame(SourceFile file, TiffDirectory first, int pages)
    {
        var match = ImageJFrames().Match(first.Text(TiffTags.ImageDescription));
        if (match.Success && int.TryParse(match.Groups[1].Value, out var frames) && frames > pages)
        {
            throw file.Error(
                $"is an ImageJ stack of {frames} images of which {pages} have a page of their own; save it as OME-TIFF or BigTIFF");
        }
    }

    /// <returns>True when colours differed and were averaged.</returns>
    private static bool Decode(SourceFile file, List<TiffPage?> pages, float[] pixels)
    {
        QuietTiffErrors.Begin();
        file.Stream.Position = 0;
        // "c": the decoder must keep a long strip as one, or its strips are not those that were checked.
        using var tiff = Tiff.ClientOpen(file.Path, "rc", file.Stream, new KeptOpenTiffStream())
            ?? throw file.Error($"is no valid TIFF file ({QuietTiffErrors.FirstError})");
        var color = false;
        var frame = 0;
        for (var i = 0; i < pages.Count; i++)
        {
            if (i > 0 && !tiff.ReadDirectory())
            {
                throw file.Error($"page {i + 1} cannot be read ({QuietTiffErrors.FirstError})");
            }

            if (pages[i] is { } page)
            {
                var size = (int)(page.Rows * page.Columns);
                color |= new TiffPageDecoder(file, tiff, page).Decode(pixels.AsSpan(frame * size, size));
                frame++;
            }
        }

        return color;
    }

    [GeneratedRegex(@"\AImageJ=.*?^images=(\d+)", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ImageJFrames();
}

namespace DiffImaging.Data;

/// <summary>Reads a list of files as the frames of one stack.</summary>
internal static class FrameFiles
{
    /// <param name="paths">At least one file.</param>
    /// <param name="array">Name of the array in archives, or null.</param>
    /// <param name="role">What the files are for.</param>
    /// <param name="inputs">Receives path and hash of each file.</param>
    public static ImageStack Read(IReadOnlyList<string> paths, string? array, InputRole role, List<InputFile> inputs)
    {
        var stacks = new List<ImageStack>(paths.Count);
        foreach (var path in paths)
        {
            var stack = ImageReader.Read(path, array);
            inputs.Add(new InputFile(role, path, stack.Metadata.Sha256!));
            stacks.Add(stack);
            RequireSame(stacks[0], stack);
        }

        return stacks.Count == 1 ? stacks[0] : Join(stacks);
    }

    /// <summary>Refuses a file whose frames cannot stand beside those of another: other size, or integer codes of another scale.</summary>
    public static void RequireSame(ImageStack reference, ImageStack other)
    {
        var path = other.Metadata.SourcePath ?? "";
        if ((other.Rows, other.Columns) != (reference.Rows, reference.Columns))
        {
            throw new MeasurementException(
                path,
                $"has frames of {other.Rows} × {other.Columns} pixels; {reference.Metadata.SourcePath} has "
                + $"{reference.Rows} × {reference.Columns}, and all files of a measurement must agree",
                null);
        }

        if (other.Metadata.MaximumCode is { } found && reference.Metadata.MaximumCode is { } expected && found != expected)
        {
            throw new MeasurementException(
                path,
                $"has integer codes up to {found}; those of {reference.Metadata.SourcePath} go up to {expected}, and all must "
                + "be on one scale",
                null);
        }
    }

    private static ImageStack Join(List<ImageStack> stacks)
    {
        var first = stacks[0];
        var frames = stacks.Sum(s => (long)s.Frames);
        if (frames * first.PixelsPerFrame > ReadingLimits.MaximumPixels)
        {
            throw new MeasurementException($"the {stacks.Count} files from {first.Metadata.SourcePath} on hold {frames} frames of "
                + $"{first.Rows} × {first.Columns} pixels, more than the {ReadingLimits.MaximumPixels} pixels that are read");
        }

        var pixels = new float[frames * first.PixelsPerFrame];
        var done = 0;
        foreach (var stack in stacks)
        {
            stack.Pixels.CopyTo(pixels, done);
            done += stack.Pixels.Length;
        }

        return new ImageStack((int)frames, first.Rows, first.Columns, pixels, first.Metadata with
        {
            Name = $"{first.Metadata.Name} and {stacks.Count - 1} more",
            Sha256 = null,
            ColorAveraged = stacks.Exists(s => s.Metadata.ColorAveraged),
        });
    }
}

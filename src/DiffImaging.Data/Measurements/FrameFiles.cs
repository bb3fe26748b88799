namespace DiffImaging.Data;

/// <summary>Reads a list of files as the frames of one stack.</summary>
internal static class FrameFiles
{
    /// <param name="paths">At least one file.</param>
    /// <param name="options">Variable and axes; the frames that are read of a measurement.</param>
    /// <param name="role">What the files are for.</param>
    /// <param name="inputs">Receives path and hash of each file.</param>
    public static ImageStack Read(IReadOnlyList<string> paths, MeasurementOptions options, InputRole role, List<InputFile> inputs)
    {
        var stacks = new List<ImageStack>(paths.Count);
        var selection = role == InputRole.Measurement && options.Frames is { } frames ? new FrameSelection(frames) : null;
        foreach (var path in paths)
        {
            if (selection is not null && selection.Skip(paths.Count == 1 ? null : ImageReader.ReadSize(path, options.Variable, options.Axes).Frames))
            {
                continue;
            }

            var stack = role == InputRole.Mask ? ImageReader.Read(path) : ImageReader.Read(path, options.Variable, options.Axes);
            stack = selection?.Take(stack) ?? stack;
            inputs.Add(new InputFile(role, path, stack.Metadata.Sha256!));
            stacks.Add(stack);
            RequireSame(stacks[0], stack);
        }

        return stacks.Count == 1 ? stacks[0] : Join(stacks);
    }

    /// <summary>Finds the size of a list of files read as one stack, from their headers.</summary>
    /// <param name="paths">At least one file.</param>
    /// <param name="options">Variable and axes.</param>
    /// <param name="reference">File whose frames have the size that is expected, and its size; null for the first of the list.</param>
    public static ImageSize ReadSize(
        IReadOnlyList<string> paths, MeasurementOptions options, (string Path, ImageSize Size)? reference = null)
    {
        var frames = 0L;
        foreach (var path in paths)
        {
            var size = ImageReader.ReadSize(path, options.Variable, options.Axes);
            reference ??= (path, size);
            RequireSameSize(reference.Value.Path, reference.Value.Size, path, size);
            frames += size.Frames;
        }

        var (first, expected) = reference!.Value;
        RequireReadable(paths.Count, first, frames, expected.Rows, expected.Columns);
        return expected with { Frames = (int)frames };
    }

    /// <summary>Refuses a file whose frames cannot stand beside those of another: other size, or integer codes of another scale.</summary>
    public static void RequireSame(ImageStack reference, ImageStack other)
    {
        var path = other.Metadata.SourcePath ?? "";
        RequireSameSize(reference.Metadata.SourcePath ?? "", SizeOf(reference), path, SizeOf(other));
        if (other.Metadata.MaximumCode is { } found && reference.Metadata.MaximumCode is { } expected && found != expected)
        {
            throw new MeasurementException(
                path,
                $"has integer codes up to {found}; those of {reference.Metadata.SourcePath} go up to {expected}, and all must "
                + "be on one scale",
                null);
        }
    }

    private static ImageSize SizeOf(ImageStack stack) => new(stack.Frames, stack.Rows, stack.Columns);

    private static void RequireSameSize(string referencePath, ImageSize reference, string path, ImageSize size)
    {
        if ((size.Rows, size.Columns) != (reference.Rows, reference.Columns))
        {
            throw new MeasurementException(
                path,
                $"has frames of {size.Rows} × {size.Columns} pixels; {referencePath} has "
                + $"{reference.Rows} × {reference.Columns}, and all files of a measurement must agree",
                null);
        }
    }

    private static void RequireReadable(int files, string first, long frames, int rows, int columns)
    {
        if (frames * rows * columns > ReadingLimits.MaximumPixels)
        {
            throw new MeasurementException($"the {files} files from {first} on hold {frames} frames of "
                + $"{rows} × {columns} pixels, more than the {ReadingLimits.MaximumPixels} pixels that are read");
        }
    }

    private static ImageStack Join(List<ImageStack> stacks)
    {
        var first = stacks[0];
        var frames = stacks.Sum(s => (long)s.Frames);
        RequireReadable(stacks.Count, first.Metadata.SourcePath ?? "", frames, first.Rows, first.Columns);
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

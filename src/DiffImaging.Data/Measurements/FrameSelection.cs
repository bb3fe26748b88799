namespace DiffImaging.Data;

/// <summary>Takes chosen frames out of files that hold the frames of a measurement one after the other.</summary>
/// <param name="frames">Numbers of the frames, from 0, in ascending order.</param>
internal sealed class FrameSelection(IReadOnlyList<int> frames)
{
    private int _first;

    /// <summary>Checks that the frames are there.</summary>
    /// <param name="available">Frames of all files.</param>
    /// <param name="path">The first file, for the message.</param>
    /// <returns>How many are chosen.</returns>
    /// <exception cref="MeasurementException">There are fewer frames, or none is chosen.</exception>
    public int Require(int available, string path)
    {
        if (frames.Count == 0 || frames[^1] >= available)
        {
            throw new MeasurementException(path, frames.Count == 0 ? "no frame of it is chosen; at least one was expected" : $"has {available} frames in all; frame {frames[^1]} was chosen", null);
        }

        return frames.Count;
    }

    /// <summary>Goes past the next file if none of its frames is chosen.</summary>
    /// <param name="held">Its frames; null where that is not known, and it is read.</param>
    public bool Skip(int? held)
    {
        if (held is not { } count || Of(count).Count > 0)
        {
            return false;
        }

        _first += count;
        return true;
    }

    /// <summary>Takes the chosen frames of the next file.</summary>
    /// <exception cref="MeasurementException">It holds none of them.</exception>
    public ImageStack Take(ImageStack stack)
    {
        var chosen = Of(stack.Frames);
        if (chosen.Count == 0)
        {
            throw new MeasurementException(stack.Metadata.SourcePath ?? "", $"has {stack.Frames} frames; those that were chosen, from {frames[0]} on, are not among them", null);
        }

        _first += stack.Frames;
        if (chosen.Count == stack.Frames)
        {
            return stack;
        }

        var pixels = new float[chosen.Count * stack.PixelsPerFrame];
        for (var index = 0; index < chosen.Count; index++)
        {
            stack.Frame(chosen[index]).CopyTo(pixels.AsSpan(index * stack.PixelsPerFrame));
        }

        return new ImageStack(chosen.Count, stack.Rows, stack.Columns, pixels, stack.Metadata);
    }

    private List<int> Of(int count) => [.. frames.Where(frame => frame >= _first && frame < _first + count).Select(frame => frame - _first)];
}

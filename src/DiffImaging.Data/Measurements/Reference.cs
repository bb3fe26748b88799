namespace DiffImaging.Data;

/// <summary>The average of background or dark frames.</summary>
internal sealed class Reference
{
    private Reference(double[] mean, bool[] valid, string path)
    {
        Mean = mean;
        Valid = valid;
        Path = path;
    }

    /// <summary>Mean intensity over all frames, in codes, [rows, columns].</summary>
    public double[] Mean { get; }

    /// <summary>False where a frame was saturated, [rows, columns].</summary>
    public bool[] Valid { get; }

    /// <summary>First file, for messages.</summary>
    public string Path { get; }

    /// <summary>Averages files; null when the list is empty.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="role">Background or dark.</param>
    /// <param name="options">Variable, axes, quantity and saturation level.</param>
    /// <param name="measurement">Frames whose size and scale must be met.</param>
    /// <param name="good">Good pixels of the camera, [rows, columns].</param>
    /// <param name="inputs">Receives path and hash of each file.</param>
    public static Reference? Average(
        IReadOnlyList<string> paths,
        InputRole role,
        MeasurementOptions options,
        ImageStack measurement,
        bool[] good,
        List<InputFile> inputs)
    {
        if (paths.Count == 0)
        {
            return null;
        }

        var mean = new double[measurement.PixelsPerFrame];
        var valid = (bool[])good.Clone();
        var frames = 0;
        foreach (var path in paths)
        {
            var stack = FrameFiles.Read([path], options, role, inputs);
            FrameFiles.RequireSame(measurement, stack);
            FiniteCheck.Require(stack, good);
            FiniteCheck.RequireAmplitude(stack, good, options.Quantity);
            for (var frame = 0; frame < stack.Frames; frame++)
            {
                Add(stack.Frame(frame), role == InputRole.Background ? options.SaturationLevel : null, options.Quantity, mean, valid);
            }

            frames += stack.Frames;
        }

        foreach (ref var sum in mean.AsSpan())
        {
            sum /= frames;
        }

        return new Reference(mean, valid, paths[0]);
    }

    private static void Add(ReadOnlySpan<float> frame, double? saturation, RecordedQuantity quantity, double[] sum, bool[] valid)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += quantity == RecordedQuantity.Amplitude ? (double)frame[i] * frame[i] : frame[i];
            valid[i] &= !(frame[i] >= saturation);
        }
    }
}

namespace DiffImaging.Data;

/// <summary>What is known about each pixel while frames are corrected; [frames, rows, columns], row-major.</summary>
internal sealed class FrameFlags
{
    /// <param name="raw">Frames as recorded.</param>
    /// <param name="good">Good pixels of the camera, [rows, columns].</param>
    /// <param name="saturationLevel">Code at and above which a pixel is saturated, or null.</param>
    public FrameFlags(ImageStack raw, bool[] good, double? saturationLevel)
    {
        Valid = new bool[raw.Pixels.Length];
        Defined = new bool[raw.Pixels.Length];
        for (var i = 0; i < Valid.Length; i++)
        {
            Defined[i] = good[i % good.Length];
            Valid[i] = Defined[i] && !(raw.Pixels[i] >= saturationLevel);
        }
    }

    /// <summary>The pixel is used.</summary>
    public bool[] Valid { get; }

    /// <summary>The pixel has a value at all: it may be saturated, but is neither bad nor dark in the background.</summary>
    public bool[] Defined { get; }
}

using System.Globalization;

namespace DiffImaging.Reporting.Colors;

/// <summary>The viridis map by 33 equidistant colors, linear in between; within 2.1/255 of the published table.</summary>
/// <remarks>S. van der Walt and N. Smith, 2015; the published table is in the public domain (CC0).</remarks>
internal static class ViridisColors
{
    private static readonly Rgb[] Anchors =
    [
        .. (
            "440154 460b5e 471669 482172 472b7a 453580 423e85 3e4888 3b518a 37598c 33618d "
            + "2f698d 2c718e 29798e 26808e 23888d 208f8c 1e978a 1e9e88 21a685 27ad80 30b47a "
            + "3dbb74 4bc26c 5bc862 6dce58 81d34c 95d73f aadb32 bfdf24 d4e11a e9e419 fde724").Split(' ').Select(Parse),
    ];

    public static Rgb At(double fraction)
    {
        var position = fraction * (Anchors.Length - 1);
        var below = Math.Min((int)position, Anchors.Length - 2);
        var share = position - below;
        var (low, high) = (Anchors[below], Anchors[below + 1]);
        return new Rgb(
            Blend(low.Red, high.Red, share), Blend(low.Green, high.Green, share), Blend(low.Blue, high.Blue, share));
    }

    private static byte Blend(byte low, byte high, double share) => (byte)Math.Round(low + (share * (high - low)));

    private static Rgb Parse(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Rgb((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }
}

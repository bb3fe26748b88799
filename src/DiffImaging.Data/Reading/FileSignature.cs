namespace DiffImaging.Data;

/// <summary>Recognises a file by its first bytes.</summary>
internal static class FileSignature
{
    public static ImageFormat Recognize(SourceFile file)
    {
        var start = file.ReadStart(16);
        if (Begins(start, "II*\0"u8) || Begins(start, "MM\0*"u8) || Begins(start, "II+\0"u8) || Begins(start, "MM\0+"u8))
        {
            return ImageFormat.Tiff;
        }

        if (Begins(start, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return ImageFormat.Png;
        }

        if (Begins(start, [0xFF, 0xD8, 0xFF]))
        {
            return ImageFormat.Jpeg;
        }

        if (Begins(start, NpyHeader.Signature))
        {
            return ImageFormat.Npy;
        }

        return Begins(start, "PK\u0003\u0004"u8) || Begins(start, "PK\u0005\u0006"u8)
            ? ImageFormat.Npz
            : throw file.Error($"is not of a kind that is read ({Guess(start)}); TIFF, PNG, JPEG, .npy and .npz were expected");
    }

    private static string Guess(byte[] start) =>
        Begins(start, "MATLAB"u8) ? "a MATLAB file"
        : Begins(start, [0x89, 0x48, 0x44, 0x46]) ? "an HDF5 file"
        : Begins(start, "BM"u8) ? "a BMP image"
        : Begins(start, "GIF8"u8) ? "a GIF image"
        : $"its first bytes are {Convert.ToHexString(start.AsSpan(0, Math.Min(8, start.Length)))}";

    private static bool Begins(byte[] start, ReadOnlySpan<byte> signature) => start.AsSpan().StartsWith(signature);
}

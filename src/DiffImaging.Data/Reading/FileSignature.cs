namespace DiffImaging.Data;

/// <summary>Recognises a file by its first bytes.</summary>
internal static class FileSignature
{
    private const long MaximumUserBlock = 1 << 20;

    private static ReadOnlySpan<byte> Hdf5Signature => [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A];

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

        if (Begins(start, "PK\u0003\u0004"u8) || Begins(start, "PK\u0005\u0006"u8))
        {
            return ImageFormat.Npz;
        }

        // A file of MATLAB 7.3 begins as the older ones do, and is HDF5 behind that.
        if (HoldsHdf5(file))
        {
            return ImageFormat.Hdf5;
        }

        return Begins(start, "MATLAB"u8)
            ? ImageFormat.Matlab
            : throw file.Error(
                $"is not of a kind that is read ({Guess(start)}); TIFF, PNG, JPEG, NumPy (.npy, .npz), MATLAB (.mat) and HDF5 were expected");
    }

    /// <summary>HDF5 may begin behind a block that belongs to the user, of 512 bytes or a power of two times that.</summary>
    private static bool HoldsHdf5(SourceFile file)
    {
        Span<byte> found = stackalloc byte[Hdf5Signature.Length];
        for (var at = 0L; at <= MaximumUserBlock && at + found.Length <= file.Length; at = at == 0 ? 512 : 2 * at)
        {
            file.Stream.Position = at;
            file.Stream.ReadExactly(found);
            if (found.SequenceEqual(Hdf5Signature))
            {
                file.Stream.Position = 0;
                return true;
            }
        }

        file.Stream.Position = 0;
        return false;
    }

    private static string Guess(byte[] start) =>
        Begins(start, "BM"u8) ? "a BMP image"
        : Begins(start, "GIF8"u8) ? "a GIF image"
        : $"its first bytes are {Convert.ToHexString(start.AsSpan(0, Math.Min(8, start.Length)))}";

    private static bool Begins(byte[] start, ReadOnlySpan<byte> signature) => start.AsSpan().StartsWith(signature);
}

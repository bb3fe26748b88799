namespace DiffImaging.Data;

/// <summary>Opens a data file, recognises its kind, and turns every fault of a decoder into one <see
/// cref="MeasurementException"/>.</summary>
internal static class DataFile
{
    public static T Read<T>(string path, Func<SourceFile, ImageFormat, T> read)
    {
        using var file = SourceFile.Open(path);
        var format = FileSignature.Recognize(file);
        try
        {
            return read(file, format);
        }
        catch (Exception e) when (e is not MeasurementException)
        {
            // Decoders meet damage as index, overflow, null or end-of-stream faults; whatever it was, the file is what is wrong.
            throw file.Error($"is damaged or not a valid {format} file ({e.GetType().Name}: {e.Message})", e);
        }
    }
}

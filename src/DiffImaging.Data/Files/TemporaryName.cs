namespace DiffImaging.Data;

/// <summary>Names for what is being written: beside the target, so that the rename stays on one disk, and hidden.</summary>
internal static class TemporaryName
{
    public static string Beside(string fullPath, string purpose = "tmp") =>
        Path.Combine(Path.GetDirectoryName(fullPath) ?? fullPath, $".{Path.GetFileName(fullPath)}.{Guid.NewGuid():N}.{purpose}");
}

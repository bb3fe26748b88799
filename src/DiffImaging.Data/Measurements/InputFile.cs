namespace DiffImaging.Data;

/// <summary>A file that went into a measurement, so that a result can say what it was made from.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Path">Path as it was opened.</param>
/// <param name="Sha256">SHA-256 of the whole file, 64 lower-case hexadecimal digits.</param>
public sealed record InputFile(InputRole Role, string Path, string Sha256);

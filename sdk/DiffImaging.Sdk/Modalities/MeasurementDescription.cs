namespace DiffImaging.Sdk.Modalities;

/// <summary>Sizes of a measurement, known before its pixels are read.</summary>
/// <param name="Frames">Number of frames.</param>
/// <param name="Rows">Rows of a frame, after the region of interest is cut.</param>
/// <param name="Columns">Columns of a frame, after the region of interest is cut.</param>
public sealed record MeasurementDescription(int Frames, int Rows, int Columns);

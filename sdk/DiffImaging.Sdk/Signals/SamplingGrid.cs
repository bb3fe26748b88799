namespace DiffImaging.Sdk.Signals;

/// <summary>A regular grid of square samples.</summary>
/// <remarks>Row 0, column 0 is the upper left sample; the optical axis passes through sample (rows / 2, columns / 2),
/// integer division, as in the FFT.</remarks>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
/// <param name="Pitch">Distance between neighbouring samples, in metres.</param>
public sealed record SamplingGrid(int Rows, int Columns, double Pitch)
{
    /// <summary>Extent along the rows' index (vertical), in metres.</summary>
    public double Height => Rows * Pitch;

    /// <summary>Extent along the columns' index (horizontal), in metres.</summary>
    public double Width => Columns * Pitch;

    /// <summary>Highest spatial frequency that the grid holds, in cycles per metre.</summary>
    public double Nyquist => 0.5 / Pitch;

    /// <inheritdoc />
    public override string ToString() =>
        FormattableString.Invariant($"{Rows} × {Columns} samples of {Pitch * 1e6:0.####} µm");
}

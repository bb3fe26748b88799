namespace DiffImaging.Benchmarks;

/// <summary>What is timed.</summary>
internal enum BenchmarkScene
{
    /// <summary>In-line holography.</summary>
    Inline,

    /// <summary>Joint calibration of a Fourier ptychographic microscope.</summary>
    FourierPtychography,

    /// <summary>Lensless imaging with pixel super-resolution.</summary>
    Lensless,
}

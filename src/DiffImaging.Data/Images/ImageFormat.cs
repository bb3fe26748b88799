namespace DiffImaging.Data;

/// <summary>The kinds of file that <see cref="ImageReader"/> reads; told apart by their content, never by their name.</summary>
public enum ImageFormat
{
    /// <summary>Not from a file.</summary>
    None,

    /// <summary>TIFF or BigTIFF.</summary>
    Tiff,

    /// <summary>Portable Network Graphics.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>One NumPy array.</summary>
    Npy,

    /// <summary>A ZIP archive of NumPy arrays.</summary>
    Npz,

    /// <summary>MATLAB, version 5 (saved as v6 or v7).</summary>
    Matlab,

    /// <summary>HDF5, with CXI and what MATLAB saves as v7.3.</summary>
    Hdf5,
}

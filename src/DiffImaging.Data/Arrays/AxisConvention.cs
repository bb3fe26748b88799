namespace DiffImaging.Data;

/// <summary>Which axis of an array is expected to count the frames where nobody says so.</summary>
internal enum AxisConvention
{
    /// <summary>[frames, rows, columns], as NumPy stacks are: taken as it is.</summary>
    NumPy,

    /// <summary>[frames, rows, columns], as HDF5 writers append them.</summary>
    Hdf5,

    /// <summary>[rows, columns, frames], as MATLAB's <c>cat(3, …)</c> makes them.</summary>
    Matlab,
}

using System.Runtime.InteropServices;

namespace DiffImaging.Data;

/// <summary>A complex number as HDF5 files hold it.</summary>
/// <typeparam name="T">float or double.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct ComplexPair<T>
    where T : unmanaged
{
    public T Real;
    public T Imaginary;
}

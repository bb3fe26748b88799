using System.Text;

namespace DiffImaging.Data.Tests;

/// <summary>Makes NumPy files byte by byte, without the writer under test.</summary>
internal static class TestNpy
{
    public static byte[] Make(string header, byte[] data, byte version = 1)
    {
        var text = Encoding.Latin1.GetBytes(header + "\n");
        byte[] length = version == 1
            ? [(byte)text.Length, (byte)(text.Length >> 8)]
            : [(byte)text.Length, (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    public static byte[] Make(string type, string shape, byte[] data, bool fortran = false, byte version = 1) =>
        Make($"{{'descr': '{type}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': ({shape}), }}", data, version);

    /// <summary>Bytes of one number in a NumPy type.</summary>
    public static byte[] Encode(string type, double value)
    {
        byte[] bytes = type[1..] switch
        {
            "b1" or "u1" => [(byte)value],
            "i1" => [(byte)(sbyte)value],
            "u2" => BitConverter.GetBytes((ushort)value),
            "i2" => BitConverter.GetBytes((short)value),
            "u4" => BitConverter.GetBytes((uint)value),
            "i4" => BitConverter.GetBytes((int)value),
            "u8" => BitConverter.GetBytes((ulong)value),
            "i8" => BitConverter.GetBytes((long)value),
            "f2" => BitConverter.GetBytes((Half)value),
            "f4" => BitConverter.GetBytes((float)value),
            _ => BitConverter.GetBytes(value),
        };
        if (type[0] == '>')
        {
            Array.Reverse(bytes);
        }

        return bytes;
    }
}

using System.Runtime.InteropServices;
using PureHDF;
using PureHDF.Selections;

namespace DiffImaging.Data;

/// <summary>A numeric dataset of an HDF5 file.</summary>
internal sealed class StoredHdf5Array : StoredArray
{
    /// <summary>Elements that are read at once, unless a row of chunks holds more.</summary>
    private const long SlabElements = 1 << 20;

    private readonly Hdf5Variable _variable;
    private readonly GuardedStream _guard;
    private readonly ulong[] _stored;
    private readonly ulong _slabLength;
    private byte[] _slab = [];
    private int _used;
    private ulong _next;

    public StoredHdf5Array(SourceFile file, Hdf5Variable variable, ElementType element, GuardedStream guard)
        : base(file, variable.Path, variable.Shape, element)
    {
        (_variable, _guard) = (variable, guard);
        var layout = variable.Dataset.Layout;
        var chunked = layout.Class == H5DataLayoutClass.Chunked;
        if (layout.Class == H5DataLayoutClass.VirtualStorage)
        {
            throw file.Error($"{Subject} is virtual, made of datasets of other files; name one of those");
        }

        ReadingLimits.Require(file, Subject, Shape, element.Bytes, file.Length, chunked);
        _stored = variable.Dataset.Space.Type == H5DataspaceType.Scalar ? [] : variable.Dataset.Space.Dimensions;
        var chunk = chunked ? layout.Chunks : [];
        if (chunk.Length > 0)
        {
            ReadingLimits.Require(
                file, $"a chunk of {Subject}", [.. chunk.Select(long.CreateSaturating)], element.Bytes, file.Length, compressed: true);
        }

        var perIndex = _stored.Skip(1).Aggregate(1UL, (product, length) => product * length);
        var rows = chunk.Length > 0 ? chunk[0] : 1;
        _slabLength = rows * Math.Max(1, (ulong)SlabElements / (perIndex * rows));
    }

    public override bool FirstIndexFastest => _variable.IsMatlab;

    public override AxisConvention Convention => _variable.IsMatlab ? AxisConvention.Matlab : AxisConvention.Hdf5;

    public override ImageFormat Format => ImageFormat.Hdf5;

    public override T[] Read<T>(ArrayLayout layout)
    {
        _guard.Expect(layout.Count * Element.Bytes);
        if (Element.IsComplex && !Hdf5ByteOrder.IsKnownLittleEndian(_variable.Dataset.Type))
        {
            throw File.Error($"{Subject} stores complex numbers with the largest byte first; the smallest one first was expected");
        }

        try
        {
            return ElementDecoder.Decode<T>(Fill, Element, bigEndian: !BitConverter.IsLittleEndian, layout);
        }
        catch (Exception e) when (e is not MeasurementException)
        {
            throw File.Error($"{Subject} cannot be decoded, it is damaged or stored in a way that is not read ({e.GetType().Name}: {e.Message})", e);
        }
    }

    private void Fill(Span<byte> bytes, long done)
    {
        while (bytes.Length > 0)
        {
            if (_used == _slab.Length)
            {
                ReadSlab();
            }

            var count = Math.Min(bytes.Length, _slab.Length - _used);
            _slab.AsSpan(_used, count).CopyTo(bytes);
            bytes = bytes[count..];
            _used += count;
        }
    }

    private void ReadSlab()
    {
        var length = _stored.Length == 0 ? 1 : Math.Min(_slabLength, _stored[0] - _next);
        var selection = _stored.Length == 0 ? null : Slab(_next, length);
        _slab = (Element.Kind, Element.Bytes) switch
        {
            ('f', 2) => Read<Half>(selection),
            ('f', 4) => Read<float>(selection),
            ('f', 8) => Read<double>(selection),
            ('c', 8) => Read<ComplexPair<float>>(selection),
            ('c', _) => Read<ComplexPair<double>>(selection),
            ('i', 1) => Read<sbyte>(selection),
            ('i', 2) => Read<short>(selection),
            ('i', 4) => Read<int>(selection),
            ('i', _) => Read<long>(selection),
            (_, 1) => Read<byte>(selection),
            (_, 2) => Read<ushort>(selection),
            (_, 4) => Read<uint>(selection),
            _ => Read<ulong>(selection),
        };
        _used = 0;
        _next += length;
        if (_slab.Length == 0)
        {
            throw File.Error($"{Subject} ends before its {string.Join(" × ", Shape)} values: damaged");
        }
    }

    private byte[] Read<T>(Selection? selection)
        where T : unmanaged
    {
        var values = selection is null ? [_variable.Dataset.Read<T>()] : _variable.Dataset.Read<T[]>(selection);
        return MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
    }

    /// <summary>Some indices of the slowest axis, and all of the others.</summary>
    private HyperslabSelection Slab(ulong first, ulong length)
    {
        var starts = new ulong[_stored.Length];
        starts[0] = first;
        return new HyperslabSelection(_stored.Length, starts, [length, .. _stored.Skip(1)]);
    }
}

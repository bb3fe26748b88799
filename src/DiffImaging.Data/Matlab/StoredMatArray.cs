using System.Numerics;
using System.Runtime.InteropServices;

namespace DiffImaging.Data;

/// <summary>A numeric array of a MATLAB file whose contents stand at the position of a stream.</summary>
internal sealed class StoredMatArray : StoredArray
{
    /// <summary>Up to this many times what is stored, memory is taken before the bytes were seen; measured images rarely compress
    /// better.</summary>
    private const long TrustedExpansion = 20;
    private const long TrustedBytes = 1 << 20;

    private readonly MatArrayHeader _header;
    private readonly long _end;
    private readonly MatStream _stream;
    private readonly Func<MatStream> _reopen;
    private readonly ElementType _stored;
    private readonly MatTag _first;

    /// <param name="file">The file.</param>
    /// <param name="name">How the array is named.</param>
    /// <param name="header">What stood before its contents.</param>
    /// <param name="end">Position behind the variable that holds it.</param>
    /// <param name="stream">Stands at its contents.</param>
    /// <param name="reopen">Opens the variable once more.</param>
    public StoredMatArray(SourceFile file, string name, MatArrayHeader header, long end, MatStream stream, Func<MatStream> reopen)
        : base(file, name, header.Shape, header.Element)
    {
        (_header, _end, _stream, _reopen) = (header, end, stream, reopen);
        if (!header.IsNumeric)
        {
            throw stream.Error(Subject, $"is of class {header.Type}; numeric and logical arrays are read");
        }

        // Sizes first: an empty array has no contents to look at, and a huge product must not overflow below.
        ReadingLimits.Require(file, Subject, Shape, 1, stream.StoredBytes, stream.IsCompressed);
        (_first, _stored) = ReadPart();
    }

    public override bool FirstIndexFastest => true;

    public override AxisConvention Convention => AxisConvention.Matlab;

    public override ImageFormat Format => ImageFormat.Matlab;

    public override T[] Read<T>(ArrayLayout layout)
    {
        RequireStored();
        var real = Decode<T>(_first, _stored, layout);
        if (_header.IsComplex)
        {
            var (tag, stored) = ReadPart();
            var imaginary = Decode<double>(tag, stored, layout);
            var values = MemoryMarshal.Cast<T, Complex>(real.AsSpan());
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = new Complex(values[i].Real, imaginary[i]);
            }
        }

        _stream.RequireIntactEnd(_end, Subject);
        return real;
    }

    private T[] Decode<T>(MatTag tag, ElementType stored, ArrayLayout layout)
        where T : unmanaged, INumberBase<T>
    {
        var values = ElementDecoder.Decode<T>((bytes, _) => _stream.Read(bytes, Subject), stored, _stream.BigEndian, layout);
        _stream.SkipTo(tag.Next, Subject);
        return values;
    }

    /// <summary>Reads the tag of the real or imaginary part, and checks that it has a number for every element.</summary>
    private (MatTag Tag, ElementType Stored) ReadPart()
    {
        var tag = _stream.ReadTag(_header.End, Subject);
        var stored = MatTypes.Element(tag.Type)
            ?? throw _stream.Error(Subject, $"its elements are stored in type {tag.Type}, which is none of numbers: damaged");
        var expected = Shape.Aggregate(1L, (product, length) => product * length) * stored.Bytes;
        return tag.Bytes == expected
            ? (tag, stored)
            : throw _stream.Error(
                Subject, $"claims {string.Join(" × ", Shape)} values of {stored.Bytes} bytes, {tag.Bytes} bytes are stored for them: "
                + "truncated or damaged");
    }

    /// <summary>Inflates the elements once without keeping them where they claim far more than is stored, so that a claim alone never
    /// takes memory.</summary>
    private void RequireStored()
    {
        if (_stream.IsCompressed && _first.Bytes > Math.Max(TrustedBytes, TrustedExpansion * _stream.StoredBytes))
        {
            var position = File.Stream.Position;
            using (var trial = _reopen())
            {
                trial.SkipTo(_first.Next, Subject);
            }

            File.Stream.Position = position;
        }
    }
}

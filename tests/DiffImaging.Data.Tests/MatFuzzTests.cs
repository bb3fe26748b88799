using System.IO.Compression;

namespace DiffImaging.Data.Tests;

/// <summary>Whatever the bytes of a MATLAB file, a read ends in numbers or in one error about the file.</summary>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MatFuzzTests : IDisposable
{
    private const int Seed = 20250119;
    private const int Flips = 700;

    /// <summary>Buffers of the decompressor and of the hash, for each of a few passes over a small file.</summary>
    private const long Buffers = 8 << 20;

    /// <summary>Milliseconds are usual; a busy machine may pause.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    private static string[] Files => ["v5.mat", "v5-compressed.mat", "v5-little.mat", "v5-big.mat", "v5-big-compressed.mat"];

    public void Dispose() => _folder.Dispose();

    [TestCaseSource(nameof(Files))]
    public void A_file_cut_anywhere_is_an_error_or_whole(string file)
    {
        var bytes = File.ReadAllBytes(Fixture.Path(file));
        var mutation = new Mutation(_folder, Buffers, Soon);
        foreach (var length in Cuts(bytes, file.Contains("compressed", StringComparison.Ordinal)))
        {
            if (mutation.Read(bytes[..length], "images", $"{file} cut at {length}") is { } stack)
            {
                Assert.That(stack.Pixels, Is.EqualTo(Fixture.Stack()), $"{file} cut at {length}");
            }
        }

        // A cut behind a whole variable leaves a whole file, and most variables are small.
        Assert.That(mutation.Errors, Is.GreaterThan(mutation.Whole));
    }

    [TestCaseSource(nameof(Files))]
    public void Changed_bytes_never_do_more_than_give_an_error(string file)
    {
        var bytes = File.ReadAllBytes(Fixture.Path(file));
        var random = new Random(Seed);
        var mutation = new Mutation(_folder, Buffers, Soon);
        string[] variables = ["images", "field", "data.inner.images", "cells{1}", "packed", "good"];
        for (var i = 0; i < Flips; i++)
        {
            mutation.Read(Change(bytes, random), variables[i % variables.Length], $"{file}, change {i}");
        }

        Assert.That(mutation.Errors, Is.GreaterThan(0));
    }

    [TestCase("v5.mat")]
    [TestCase("v5-big.mat")]
    public void Every_word_that_lies_is_an_error_or_changes_numbers_only(string file)
    {
        var bytes = File.ReadAllBytes(Fixture.Path(file));
        var mutation = new Mutation(_folder, Buffers, Soon);
        byte[][] lies = [[0xFF, 0xFF, 0xFF, 0xFF], [0x7F, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0], [0xFF, 0xFF, 0xFF, 0x7F]];
        for (var at = TestMat.HeaderBytes; at + 4 <= bytes.Length; at += 4)
        {
            foreach (var lie in lies)
            {
                var changed = (byte[])bytes.Clone();
                lie.CopyTo(changed, at);
                mutation.Read(changed, "images", $"{file}, word at {at}");
            }
        }

        Assert.That(mutation.Errors, Is.GreaterThan(0));
    }

    [Test]
    public void Compressed_headers_may_lie_just_as_little()
    {
        var matrix = TestMat.Matrix("images", [3, 4, 2], [.. Enumerable.Range(0, 24).Select(i => (double)i)]);
        var random = new Random(Seed);
        var mutation = new Mutation(_folder, Buffers, Soon);
        for (var i = 0; i < Flips; i++)
        {
            mutation.Read(TestMat.File(TestMat.Compressed(Change(matrix, random))), "images", $"change {i}");
        }

        Assert.That(mutation.Errors, Is.GreaterThan(0));
        Assert.That(mutation.Read(TestMat.File(TestMat.Compressed(matrix)), "images", "unchanged")!.Pixels, Has.Length.EqualTo(24));
    }

    [TestCase(new[] { 1 << 30, 1 << 30, 1 << 30 }, "more than the 1073741824 that are read")]
    [TestCase(new[] { int.MaxValue, int.MaxValue }, "more than the 1073741824 that are read")]
    [TestCase(new[] { 30000, 30000 }, "900000000 bytes")]
    [TestCase(new[] { -1, 5 }, "axis 1 claims the length 4294967295")]
    [TestCase(new[] { 2, 3 }, "claims 2 × 3 values of 8 bytes, 32 bytes are stored")]
    public void Sizes_that_lie_are_errors_before_memory_is_taken(int[] shape, string message)
    {
        var matrix = TestMat.Matrix("liar", shape, new double[4]);
        foreach (var bytes in new[] { matrix, TestMat.Compressed(matrix) })
        {
            var path = _folder.Write("liar.mat", TestMat.File(bytes));
            var before = GC.GetAllocatedBytesForCurrentThread();

            Assert.That(() => ImageReader.Read(path, "liar"), Throws.TypeOf<MeasurementException>().With.Message.StartsWith(path).And.Message.Contains(message));

            Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20), "bytes taken");
        }
    }

    [Test]
    public void A_short_stream_that_claims_much_takes_no_memory()
    {
        // 64 MiB of zeros are claimed and announced by every header; the stream holds half of them, in a few kilobytes.
        var values = new double[1 << 22];
        var whole = TestMat.Matrix("images", [1 << 12, 1 << 11], [.. values, .. values]);
        var half = whole[..(whole.Length / 2)];
        var path = _folder.Write("bomb.mat", TestMat.File(TestMat.Compressed(half)));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(() => ImageReader.Read(path), Throws.TypeOf<MeasurementException>().With.Message.Contains("truncated"));
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(4 << 20), "bytes taken");
    }

    [Test]
    public void Structures_nested_without_end_are_an_error_or_listed_to_a_depth()
    {
        var inner = TestMat.Matrix("", [1, 1], [1]);
        for (var depth = 0; depth < 3000; depth++)
        {
            inner = Struct(depth == 2999 ? "deep" : "", inner);
        }

        var path = _folder.Write("deep.mat", TestMat.File(TestMat.Compressed(inner)));

        Assert.That(ArrayReader.Variables(path), Has.Count.LessThan(20));
        Assert.That(
            () => ArrayReader.ReadReal(path, "deep" + string.Concat(Enumerable.Repeat(".f", 2999))), Throws.TypeOf<MeasurementException>().With.Message.Contains("class struct"));
        Assert.That(ArrayReader.ReadReal(path, "deep" + string.Concat(Enumerable.Repeat(".f", 3000))).Values, Is.EqualTo(new[] { 1.0 }));
    }

    [Test]
    public void A_bomb_of_zeros_is_refused_by_its_sizes()
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(TestMat.Word(14));
            zlib.Write(TestMat.Word(int.MaxValue));
            zlib.Write(TestMat.Head("bomb", [1 << 13, 1 << 15], 6));
            zlib.Write(TestMat.Word(9));
            zlib.Write(TestMat.Word(1 << 30));
            for (var i = 0; i < 100; i++)
            {
                zlib.Write(new byte[1 << 18]);
            }
        }

        var bytes = TestMat.File([.. TestMat.Word(15), .. TestMat.Word((int)target.Length), .. target.ToArray()]);
        var mutation = new Mutation(_folder, Buffers, Soon);

        Assert.That(mutation.Read(bytes, "bomb", "bomb"), Is.Null);
    }

    /// <summary>Elements begin at multiples of eight, but behind what is compressed anywhere: there the outermost are looked up.</summary>
    private static SortedSet<int> Cuts(byte[] bytes, bool compressed)
    {
        var cuts = new SortedSet<int>();
        for (var at = 1; at < bytes.Length; at += compressed ? 7 : 8)
        {
            cuts.UnionWith([at, Math.Min(at + 7, bytes.Length - 1)]);
        }

        var order = new ByteOrder(bytes[126] == 'M');
        for (var at = (long)TestMat.HeaderBytes; compressed && at < bytes.Length; at += 8 + order.Unsigned(bytes.AsSpan((int)at + 4, 4)))
        {
            cuts.UnionWith([(int)at - 1, (int)at, (int)at + 4, (int)at + 8]);
        }

        return cuts;
    }

    private static byte[] Struct(string name, byte[] value) => TestMat.Element(
        14,
        [.. TestMat.Head(name, [1, 1], 2), .. TestMat.Element(5, TestMat.Word(2)), .. TestMat.Element(1, "f\0"u8.ToArray()), .. value]);

    private static byte[] Change(byte[] bytes, Random random)
    {
        var changed = (byte[])bytes.Clone();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(changed.Length);
            changed[at] = random.Next(3) switch
            {
                0 => 0xFF,
                1 => (byte)(changed[at] ^ (1 << random.Next(8))),
                _ => (byte)random.Next(256),
            };
        }

        return changed;
    }
}

using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json.Nodes;
using DiffImaging.Data.Tests;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Service.Api;
using DiffImaging.Service.Client;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Host.Tests.Service;

/// <summary>Small files that claim or unpack to huge images: refused by their headers, or ended by the node's limit; the service goes on.</summary>
[TestFixture]
[Platform(Include = "Linux")]
[FixtureLifeCycle(LifeCycle.SingleInstance)]
public sealed class BombTests : IDisposable
{
    private const int Huge = 100_000;

    private readonly WorkFolder _folder = new();
    private ServiceProcess _service = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _service = new ServiceProcess(_folder, "service", ("Node__MemoryLimit", "1000000000"), ("Node__Threads", "1"));
        await _service.StartAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => Assert.That(await _service.StopAsync(), Is.Zero, "it lives to the end");

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    [TestCase("huge.npy", "100000 × 100000")]
    [TestCase("huge.npz", "100000 × 100000")]
    [TestCase("lying.npz", "claims")]
    [TestCase("huge.mat", "100000 × 100000")]
    [TestCase("compressed.mat", "100000 × 100000")]
    [TestCase("huge.png", "100000 × 100000")]
    [TestCase("huge.tif", "100000 × 100000")]
    public void A_header_that_claims_too_much_is_refused(string name, string message)
    {
        File.WriteAllBytes(_folder[name], Make(name));
        var clock = Stopwatch.StartNew();

        var refused = Assert.ThrowsAsync<JobClientException>(() => SubmitAsync(name))!;

        TestContext.Out.WriteLine($"{name}, {new FileInfo(_folder[name]).Length} bytes, after {clock.ElapsedMilliseconds} ms: {refused.Message}");
        Assert.That(refused.Message, Does.Contain(message));
    }

    [Test]
    public async Task What_unpacks_to_more_than_the_node_has_ends_its_job_alone()
    {
        var name = "inflates.npz";
        await using (var archive = await ZipFile.OpenAsync(_folder[name], ZipArchiveMode.Create))
        {
            // Nearly nothing but zeros, 576 MB of them; one that is none, for an amplitude has to be somewhere.
            await using var entry = await archive.CreateEntry("a.npy", CompressionLevel.Fastest).OpenAsync();
            await entry.WriteAsync(TestNpy.Make("<f4", "12000, 12000", BitConverter.GetBytes(1f)));
            var zeros = new byte[1_000_000];
            for (var left = (12_000L * 12_000 * 4) - 4; left > 0; left -= zeros.Length)
            {
                await entry.WriteAsync(zeros.AsMemory(0, (int)Math.Min(left, zeros.Length)));
            }
        }

        // All of it is more than the estimate allows; a small region of it needs little, and the file is unpacked all the same.
        var refused = Assert.ThrowsAsync<JobClientException>(() => SubmitAsync(name))!;
        Assert.That(refused.Message, Does.Contain("run:memoryLimit"));
        var id = (await SubmitAsync(name, new JsonObject { ["rows"] = TinyExperiment.Rows, ["columns"] = TinyExperiment.Columns })).Id;
        JobDocument job;
        for (var clock = Stopwatch.StartNew(); !(job = await _service.Client.FindAsync(id, CancellationToken.None)).State.IsFinal(); await Task.Delay(200))
        {
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)));
        }

        TestContext.Out.WriteLine($"{new FileInfo(_folder[name]).Length} bytes: {job.Message}");
        Assert.That((job.State, job.Message), Is.EqualTo((JobState.Failed, job.Message)));
        Assert.That(job.Message, Does.Match(@"it held [0-9.]+ GB of memory, more than the 1.0 GB of this node"));
        Assert.That((int)(await _service.Http.GetAsync(new Uri("health/ready", UriKind.Relative))).StatusCode, Is.EqualTo(200));
    }

    private Task<JobDocument> SubmitAsync(string name, JsonObject? region = null)
    {
        var definition = TinyExperiment.Definition(name);
        definition["data"]!["region"] = region;
        return _service.Client.SubmitAsync(definition, new Dictionary<string, string> { [name] = _folder[name] }, new Dictionary<string, string?>(), CancellationToken.None);
    }

    private static byte[] Make(string name) => name switch
    {
        "huge.npy" => TestNpy.Make("<f4", $"{Huge}, {Huge}", new byte[100]),
        "huge.npz" => Zip(TestNpy.Make("<f4", $"{Huge}, {Huge}", new byte[100])),
        "lying.npz" => Lying(Zip(TestNpy.Make("<f4", "30000, 30000", new byte[100]))),
        "huge.mat" => TestMat.File(TestMat.Matrix("a", [Huge, Huge], [1])),
        "compressed.mat" => TestMat.File(TestMat.Compressed(TestMat.Matrix("a", [Huge, Huge], [1]))),
        "huge.png" => Png(),
        _ => Tiff(),
    };

    private static byte[] Zip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("a.npy").Open();
            entry.Write(content);
        }

        return bytes.ToArray();
    }

    // The directory of the archive says that the array has 3.6 GB.
    private static byte[] Lying(byte[] archive)
    {
        var directory = archive.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(3_600_000_128u).CopyTo(archive, directory + 24);
        return archive;
    }

    private static byte[] Png()
    {
        // 100000 × 100000 pixels of 8 bits; the header's checksum is that of these 17 bytes.
        byte[] header = [0, 1, 0x86, 0xA0, 0, 1, 0x86, 0xA0, 8, 0, 0, 0, 0];
        return [0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", header), .. Chunk("IDAT", new byte[100]), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. content];
        return [.. BigEndian((uint)content.Length), .. body, .. BigEndian(Crc(body))];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private static byte[] BigEndian(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static byte[] Tiff()
    {
        // Width, height, bits, LZW, dark is zero, one strip of 8 bytes behind the header.
        (ushort Tag, uint Value)[] tags = [(256, Huge), (257, Huge), (258, 8), (259, 5), (262, 1), (273, 8), (278, Huge), (279, 8)];
        return
        [
            .. "II*\0"u8, .. BitConverter.GetBytes(16), .. new byte[8], .. BitConverter.GetBytes((ushort)tags.Length),
            .. tags.SelectMany(tag => (byte[])[.. BitConverter.GetBytes(tag.Tag), 4, 0, 1, 0, 0, 0, .. BitConverter.GetBytes(tag.Value)]),
            .. new byte[4],
        ];
    }
}

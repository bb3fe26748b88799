namespace DiffImaging.Data.Tests;

/// <summary>Whatever the bytes of an HDF5 file, a read ends in numbers or in one error about the file.</summary>
/// <remarks>The package that decodes is not ours: what it allocates between two reads of the file cannot be held to less than a header
/// may claim, 2 GiB, so that the bound here is looser than for our own readers.</remarks>
[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class Hdf5FuzzTests : IDisposable
{
    private const int Seed = 20250120;
    private const int Flips = 500;

    /// <summary>One array of the largest size, of memory that is never touched, for the list and one for the numbers.</summary>
    private const long PackageAllocates = 2 * (2L << 30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("plain.h5", null)]
    [TestCase("latest.h5", "single")]
    [TestCase("v73.mat", "data.images")]
    public void Changed_bytes_never_do_more_than_give_an_error(string file, string? variable)
    {
        var bytes = File.ReadAllBytes(Fixture.Path(file));
        var random = new Random(Seed);
        var mutation = new Mutation(_folder, PackageAllocates, Soon);
        for (var i = 0; i < Flips; i++)
        {
            var changed = (byte[])bytes.Clone();
            for (var n = random.Next(1, 4); n > 0; n--)
            {
                // Only what the format uses is worth a change: most of a small file is zero.
                int at;
                do
                {
                    at = random.Next(8, changed.Length);
                }
                while (changed[at] == 0 && random.Next(8) > 0);
                changed[at] = random.Next(3) switch
                {
                    0 => 0xFF,
                    1 => (byte)(changed[at] ^ (1 << random.Next(8))),
                    _ => (byte)random.Next(256),
                };
            }

            mutation.Read(changed, variable, $"{file}, change {i}");
        }

        Assert.That(mutation.Errors, Is.GreaterThan(0));
        Assert.That(mutation.Whole, Is.GreaterThan(0));
    }

    [Test]
    public void A_file_cut_anywhere_is_an_error_or_whole()
    {
        var bytes = File.ReadAllBytes(Fixture.Path("plain.h5"));
        var mutation = new Mutation(_folder, PackageAllocates, Soon);
        for (var length = 8; length < bytes.Length; length += 23)
        {
            if (mutation.Read(bytes[..length], null, $"cut at {length}") is { } stack)
            {
                Assert.That(stack.Pixels, Is.EqualTo(Fixture.Stack()), $"cut at {length}");
            }
        }

        Assert.That(mutation.Errors, Is.GreaterThan(0));
    }
}

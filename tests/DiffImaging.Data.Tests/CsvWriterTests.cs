using System.Globalization;

namespace DiffImaging.Data.Tests;

[TestFixture, FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CsvWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void Numbers_text_and_missing_values_are_written_the_same_everywhere()
    {
        CsvWriter.Write(
            _folder["t.csv"],
            ["name", "distance (m)", "note"],
            [["a", 0.1, null], ["b, \"c\"", double.NaN, true], ["d", -1234567.5f, "two\nlines"]]);

        Assert.That(
            File.ReadAllText(_folder["t.csv"]),
            Is.EqualTo("name,distance (m),note\r\na,0.1,\r\n\"b, \"\"c\"\"\",NaN,true\r\nd,-1234567.5,\"two\nlines\"\r\n"));
    }

    [Test]
    public void Doubles_are_read_back_exactly()
    {
        double[] values = [Math.PI, 1.0 / 3, 5e-324, double.MaxValue];
        CsvWriter.Write(_folder["t.csv"], ["x"], values.Select(v => new object?[] { v }));

        var read = File.ReadLines(_folder["t.csv"]).Skip(1).Select(line => double.Parse(line, CultureInfo.InvariantCulture));
        Assert.That(read, Is.EqualTo(values));
    }

    [Test]
    public void A_row_of_another_length_is_refused_and_no_file_appears()
    {
        Assert.That(() => CsvWriter.Write(_folder["t.csv"], ["a", "b"], [[1]]), Throws.ArgumentException);
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }
}

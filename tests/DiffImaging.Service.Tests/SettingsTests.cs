using DiffImaging.Service.Options;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests;

/// <summary>Settings are read strictly, before anything runs.</summary>
[TestFixture]
public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_file_is_read_and_what_it_leaves_out_has_its_default()
    {
        var options = Read("""
            {
              // A workstation of two.
              "urls": "http://localhost:7000",
              "node": { "name": "left", "jobs": 3 },
              "store": { "kind": "postgres", "connection": "Host=db", "silence": 4.5 },
              "dataRoots": { "lab": "/srv/lab" },
              "logging": { "logLevel": { "default": "Warning" } }
            }
            """);

        Assert.That((options.Urls, options.Node.Name, options.Node.Jobs, options.Node.StopWithin), Is.EqualTo(("http://localhost:7000", "left", 3, 30.0)));
        Assert.That((options.Store.Kind, options.Store.Silence, options.DataRoots["lab"], options.Uploads.MostFiles), Is.EqualTo((StoreKind.Postgres, 4.5, "/srv/lab", 1000)));
    }

    [TestCase("""{ }""", FilePlace.Folder)]
    [TestCase("""{ "store": { "kind": "postgres" } }""", FilePlace.Folder)]
    [TestCase("""{ "store": { "kind": "postgres", "filesIn": "folder", "files": "/srv/jobs" } }""", FilePlace.Folder)]
    [TestCase("""{ "store": { "kind": "postgres", "filesIn": "database" } }""", FilePlace.Database)]
    public void Files_lie_in_a_folder_unless_they_are_wanted_in_the_database(string file, FilePlace place) => Assert.That(Read(file).Store.FilesIn, Is.EqualTo(place));

    [TestCase("""{ "nodes": { "jobs": 1 } }""", "nodes: unknown setting")]
    [TestCase("""{ "node": { "job": 1 } }""", "node: ")]
    [TestCase("""{ "node": { "jobs": "many" } }""", "node: ")]
    [TestCase("""{ "node": { "jobs": 1000 } }""", "Node:Jobs: ")]
    [TestCase("""{ "node": { "name": "" } }""", "Node:Name: ")]
    [TestCase("""{ "node": { "stopWithin": -1 } }""", "Node:StopWithin: ")]
    [TestCase("""{ "store": { "kind": "oracle" } }""", "store: ")]
    [TestCase("""{ "store": { "silence": 0 } }""", "Store:Silence: ")]
    [TestCase("""{ "store": { "filesIn": "cloud" } }""", "store: ")]
    [TestCase("""{ "store": { "filesIn": "7" } }""", "Store:FilesIn: ")]
    [TestCase("""{ "store": { "filesIn": "database" } }""", "Store:FilesIn: found 'database' with store:kind 'sqlite'")]
    [TestCase("""{ "store": { "kind": "postgres", "filesIn": "database", "files": "/srv/jobs" } }""", "Store:Files: found '/srv/jobs', expected none where store:filesIn is 'database'")]
    [TestCase("""{ "uploads": { "mostFiles": -1 } }""", "Uploads:MostFiles: ")]
    [TestCase("""{ "retention": { "days": -1 } }""", "Retention:Days: ")]
    [TestCase("""{ "telemetry": { "otlp": "collector:4317" } }""", "Telemetry:Otlp: found 'collector:4317', expected an address that begins with http:// or https://.")]
    [TestCase("""{ "telemetry": { "otlp": "localhost" } }""", "Telemetry:Otlp: ")]
    [TestCase("""{ "telemetry": { "logs": "xml" } }""", "telemetry: ")]
    [TestCase("""{ "telemetry": { "protocol": "carrier pigeon" } }""", "telemetry: ")]
    [TestCase("""{ "node": { "freeSpace": -1 } }""", "Node:FreeSpace: ")]
    [TestCase("""{ "node": { "pauseWhenFull": 0 } }""", "Node:PauseWhenFull: ")]
    [TestCase("""{ "node": """, "appsettings.json: ")]
    public void What_is_wrong_is_told_with_its_key(string file, string message) =>
        Assert.Throws(Is.TypeOf<SettingsException>().And.Message.Contains(message), () => Read(file));

    private ServiceOptions Read(string file)
    {
        _folder.Write("appsettings.json", file);
        using var data = new DataFolder(_folder.Path);
        return ServiceSettings.Read(ServiceSettings.Layers(data));
    }
}

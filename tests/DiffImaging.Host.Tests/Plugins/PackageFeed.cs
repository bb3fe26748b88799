using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DiffImaging.Host.Tests.Plugins;

/// <summary>A feed of one package over HTTP, which can withdraw versions as a folder cannot.</summary>
internal sealed class PackageFeed : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _folder;
    private readonly string _id;
    private readonly IReadOnlyDictionary<string, bool> _versions;
    private readonly string _root;

    /// <summary>Opens a feed.</summary>
    /// <param name="folder">Folder with the packages.</param>
    /// <param name="id">Id of the package.</param>
    /// <param name="versions">Its versions, each with whether it is listed.</param>
    public PackageFeed(string folder, string id, IReadOnlyDictionary<string, bool> versions)
    {
        (_folder, _id, _versions) = (folder, id, versions);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _root = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(_root);
        _listener.Start();
        _ = ServeAsync();
    }

    /// <summary>Address of the feed.</summary>
    public string Address => _root + "index.json";

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var answer = Answer(context.Request.Url!.AbsolutePath);
                context.Response.StatusCode = answer is null ? 404 : 200;
                await context.Response.OutputStream.WriteAsync(answer ?? []);
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                // Closed, by this side or the other.
            }
        }
    }

    private byte[]? Answer(string path)
    {
        if (path.EndsWith(".nupkg", StringComparison.Ordinal))
        {
            var version = path.Split('/')[^2];
            return File.ReadAllBytes(Path.Combine(_folder, $"{_id}.{version}.nupkg"));
        }

        JsonNode? answer = path == "/index.json" ? Index()
            : path.StartsWith("/flat/", StringComparison.Ordinal) ? new JsonObject { ["versions"] = new JsonArray([.. _versions.Keys.Select(version => (JsonNode)version)]) }
            : path.StartsWith("/registration/", StringComparison.Ordinal) ? Registration()
            : null;
        return answer is null ? null : System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    private JsonObject Index() => new()
    {
        ["version"] = "3.0.0",
        ["resources"] = new JsonArray(
            new JsonObject { ["@id"] = _root + "flat/", ["@type"] = "PackageBaseAddress/3.0.0" },
            new JsonObject { ["@id"] = _root + "registration/", ["@type"] = "RegistrationsBaseUrl/3.6.0" }),
    };

    private JsonObject Registration() => new()
    {
        ["count"] = 1,
        ["items"] = new JsonArray(new JsonObject
        {
            ["@id"] = _root + "registration/page.json",
            ["lower"] = _versions.Keys.First(),
            ["upper"] = _versions.Keys.Last(),
            ["count"] = _versions.Count,
            ["items"] = new JsonArray([.. _versions.Select(version => new JsonObject
            {
                ["@id"] = $"{_root}registration/{version.Key}.json",
                ["packageContent"] = $"{_root}flat/{version.Key}.nupkg",
                ["catalogEntry"] = new JsonObject { ["@id"] = $"{_root}entry/{version.Key}.json", ["id"] = _id, ["version"] = version.Key, ["listed"] = version.Value },
            })]),
        }),
    };
}

using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using DiffImaging.Service.Api;
using DiffImaging.Service.Jobs;

namespace DiffImaging.Service.Client;

/// <summary>Speaks to a service.</summary>
/// <param name="http">Its base address is the service's; not disposed here.</param>
public sealed class JobClient(HttpClient http)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly TimeSpan SecondTry = TimeSpan.FromSeconds(1);

    /// <summary>Submits an experiment with its files; a connection that breaks is tried a second time.</summary>
    /// <param name="definition">The experiment.</param>
    /// <param name="files">Full paths by the names that the definition has.</param>
    /// <param name="query">Name, priority and time limit; nulls are left out.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JobClientException">The service refused, or does not answer.</exception>
    public Task<JobDocument> SubmitAsync(JsonObject definition, IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string?> query, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(query);

        // Made once: sent again after a broken connection, it is the same job.
        var key = Guid.NewGuid().ToString("n");
        async Task<JobDocument> SendAsync()
        {
            using var form = new MultipartFormDataContent { { JsonContent.Create(definition), "definition" } };
            foreach (var (name, path) in files)
            {
                form.Add(new StreamContent(File.OpenRead(path)), "file", Uri.EscapeDataString(name));
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/jobs" + Query(query)) { Content = form };
            request.Headers.Add("Idempotency-Key", key);
            using var answer = await http.SendAsync(request, cancellation);
            return await ReadAsync<JobDocument>(answer, cancellation);
        }

        return AskAsync(async () =>
        {
            try
            {
                return await SendAsync();
            }
            catch (HttpRequestException exception) when (exception.HttpRequestError is not HttpRequestError.ConnectionError and not HttpRequestError.NameResolutionError)
            {
                await Task.Delay(SecondTry, cancellation);
                return await SendAsync();
            }
        });
    }

    /// <summary>A page of jobs, newest first.</summary>
    /// <exception cref="JobClientException">The service refused, or does not answer.</exception>
    public Task<JobPage> ListAsync(IReadOnlyList<JobState> states, int limit, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(states);
        var filter = string.Concat(states.Select(state => $"&state={state.Text()}"));
        return GetAsync<JobPage>(FormattableString.Invariant($"api/v1/jobs?limit={limit}{filter}"), cancellation);
    }

    /// <summary>The children of a batch, in their order.</summary>
    /// <exception cref="JobClientException">The service refused, or does not answer.</exception>
    public async Task<IReadOnlyList<JobDocument>> ChildrenAsync(string id, CancellationToken cancellation)
    {
        var children = new List<JobDocument>();
        for (var next = $"api/v1/jobs?parent={Uri.EscapeDataString(id)}&limit=500"; next is not null;)
        {
            var page = await GetAsync<JobPage>(next, cancellation);
            children.AddRange(page.Jobs);
            next = page.Next?.TrimStart('/');
        }

        return children;
    }

    /// <summary>A job.</summary>
    /// <exception cref="JobClientException">There is none, or the service does not answer.</exception>
    public Task<JobDocument> FindAsync(string id, CancellationToken cancellation) => GetAsync<JobDocument>($"api/v1/jobs/{Uri.EscapeDataString(id)}", cancellation);

    /// <summary>Asks for the end of a job.</summary>
    /// <exception cref="JobClientException">There is none, or the service does not answer.</exception>
    public Task<JobDocument> CancelAsync(string id, CancellationToken cancellation) => AskAsync(async () =>
    {
        using var answer = await http.PostAsync(new Uri($"api/v1/jobs/{Uri.EscapeDataString(id)}/cancel", UriKind.Relative), null, cancellation);
        return await ReadAsync<JobDocument>(answer, cancellation);
    });

    /// <summary>A job's course until its end. A broken connection is made again.</summary>
    /// <exception cref="JobClientException">There is none, or the service does not answer.</exception>
    public async IAsyncEnumerable<JobDocument> WatchAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var job = await FindAsync(id, cancellation);
            yield return job;
            if (job.State.IsFinal())
            {
                yield break;
            }

            await using var events = EventsAsync(id, cancellation).GetAsyncEnumerator(cancellation);
            while (await NextAsync(events))
            {
                yield return events.Current;
                if (events.Current.State.IsFinal())
                {
                    yield break;
                }
            }
        }
    }

    /// <summary>Opens the result as a zip archive.</summary>
    /// <exception cref="JobClientException">There is none, or the service does not answer.</exception>
    public Task<Stream> OpenResultAsync(string id, CancellationToken cancellation) => AskAsync(async () =>
    {
        var answer = await http.GetAsync(new Uri($"api/v1/jobs/{Uri.EscapeDataString(id)}/result", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (answer.IsSuccessStatusCode)
        {
            return await answer.Content.ReadAsStreamAsync(cancellation);
        }

        using (answer)
        {
            throw await RefusedAsync(answer, cancellation);
        }
    });

    private async IAsyncEnumerable<JobDocument> EventsAsync(string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var stream = await http.GetStreamAsync(new Uri($"api/v1/jobs/{Uri.EscapeDataString(id)}/events", UriKind.Relative), cancellation);
        var parser = SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize<JobDocument>(data, Format)!);
        await foreach (var item in parser.EnumerateAsync(cancellation))
        {
            yield return item.Data;
        }
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<JobDocument> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return false;
        }
    }

    private Task<T> GetAsync<T>(string path, CancellationToken cancellation) => AskAsync(async () =>
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return await ReadAsync<T>(answer, cancellation);
    });

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            throw new JobClientException($"the service at {http.BaseAddress} does not answer as expected: {exception.Message}", exception);
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellation) =>
        answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<T>(Format, cancellation))! : throw await RefusedAsync(answer, cancellation);

    private static async Task<JobClientException> RefusedAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        try
        {
            var problem = JsonNode.Parse(text) as JsonObject;
            var findings = (problem?["findings"] as JsonArray ?? []).Select(finding => $"\n  {finding!["path"]}: {finding["message"]}");
            return new JobClientException($"{problem?["detail"] ?? problem?["title"] ?? $"the service answered {(int)answer.StatusCode}"}{string.Concat(findings)}");
        }
        catch (JsonException)
        {
            return new JobClientException($"the service answered {(int)answer.StatusCode} {answer.ReasonPhrase}");
        }
    }

    private static string Query(IReadOnlyDictionary<string, string?> values)
    {
        var given = values.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Tests.Support;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>Batches: children that run by themselves, and a job that joins what came of them.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class BatchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Children_run_and_the_batch_joins_what_is_needed_of_their_results()
    {
        await using var service = await TestService.StartAsync(_folder.Path);
        var id = await service.SubmitAsync(Batch(0, Child("three", 3), Child("one", 1), Child("two", 2)), "?name=counts");

        var batch = await service.WaitAsync(id);

        Assert.That((string?)batch["state"], Is.EqualTo("succeeded"), batch.ToJsonString());
        Assert.That(batch["children"]!.ToJsonString(), Is.EqualTo("""{"succeeded":3}"""));
        Assert.That((await service.ReadAsync($"api/v1/jobs/{id}/result/children.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[]
        {
            """three succeeded: 3 (result.json) {"stub":{"iterations":3}}""", """one succeeded: 1 (result.json) {"stub":{"iterations":1}}""", """two succeeded: 2 (result.json) {"stub":{"iterations":2}}""",
        }));
        var listed = await service.ListAsync();
        Assert.That(listed.Select(job => (string?)job["name"]), Is.EqualTo(new[] { "counts" }), "children stand under their batch");
        var children = await service.ListAsync($"?parent={id}");
        Assert.That(children.Select(child => (string?)child["name"]), Is.EqualTo(new[] { "three", "one", "two" }), "in their order");
        Assert.That(children.Select(child => (string?)child["parent"]), Is.All.EqualTo(id));
        var second = await service.ListAsync($"?parent={id}&limit=1&after={children[0]["id"]}");
        Assert.That((string?)second.Single()["name"], Is.EqualTo("one"));
    }

    [Test]
    public async Task Inputs_of_a_batch_are_those_of_its_children()
    {
        await using var service = await TestService.StartAsync(_folder.Path);
        using var form = new MultipartFormDataContent { { TestService.Json(Batch(0, Child("a", 1), Child("b", 1)).ToJsonString()), "definition" }, { new StringContent("pixels"), "file", "scan%2Fone.tif" } };
        using var answer = await service.PostAsync("api/v1/jobs", form);
        var id = (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;

        Assert.That((string?)(await service.WaitAsync(id))["state"], Is.EqualTo("succeeded"));
        foreach (var child in await service.ListAsync($"?parent={id}"))
        {
            Assert.That(await service.ReadAsync($"api/v1/jobs/{child["id"]}/result/pictures/inputs.txt"), Does.Contain("scan/one.tif"));
        }
    }

    [Test]
    public async Task A_child_that_fails_is_reported_and_not_fatal_up_to_the_stated_number()
    {
        await using var service = await TestService.StartAsync(_folder.Path);
        var id = await service.SubmitAsync(Batch(1, Child("good", 2), Failing("bad"), Child("also good", 1)));

        Assert.That((string?)(await service.WaitAsync(id))["state"], Is.EqualTo("succeeded"));
        Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/children.txt"), Does.Contain("bad failed: nothing"));
    }

    [Test]
    public async Task Too_many_failures_cancel_what_is_left()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:jobs", "1"));
        var id = await service.SubmitAsync(Batch(1, Failing("first"), Failing("second"), Child("long", 100_000, 20), Child("never", 1)));

        var batch = await service.WaitAsync(id);

        Assert.That(batch["children"]!.ToJsonString(), Is.EqualTo("""{"cancelled":2,"failed":2}"""));
        Assert.That(await service.ReadAsync($"api/v1/jobs/{id}/result/children.txt"), Does.Contain("never cancelled: nothing"), "it is joined all the same: the table tells what there is");
    }

    [Test]
    public async Task Cancelling_a_batch_cancels_its_children_and_a_retry_runs_those_again_that_have_no_result()
    {
        await using var service = await TestService.StartAsync(_folder.Path, ("node:jobs", "1"));
        var id = await service.SubmitAsync(Batch(0, Child("short", 1), Child("long", 200, 20), Child("last", 1)));
        var children = await service.ListAsync($"?parent={id}");
        await service.WaitAsync((string)children[0]["id"]!, "succeeded");
        await service.WaitAsync((string)children[1]["id"]!, "running");

        using var deleted = await service.Http.DeleteAsync(new Uri($"api/v1/jobs/{id}", UriKind.Relative));
        using var cancelled = await service.PostAsync($"api/v1/jobs/{id}/cancel");
        Assert.That((int)deleted.StatusCode, Is.EqualTo(409));
        Assert.That((string?)(await service.WaitAsync((string)children[1]["id"]!))["state"], Is.EqualTo("cancelled"));
        Assert.That((await service.FindAsync(id))["children"]!.ToJsonString(), Is.EqualTo("""{"cancelled":2,"succeeded":1}"""));

        using var alone = await service.PostAsync($"api/v1/jobs/{children[1]["id"]}/retry");
        using var retried = await service.PostAsync($"api/v1/jobs/{id}/retry");
        Assert.That((int)alone.StatusCode, Is.EqualTo(409), "its batch has ended");
        Assert.That((int)retried.StatusCode, Is.EqualTo(200));
        Assert.That((string?)(await service.WaitAsync(id))["state"], Is.EqualTo("succeeded"));
        Assert.That((long?)(await service.FindAsync((string)children[0]["id"]!))["attempt"], Is.EqualTo(1), "what has succeeded is not run again");
    }

    [Test]
    public async Task A_batch_is_deleted_with_its_children_and_their_files()
    {
        await using var service = await TestService.StartAsync(_folder.Path);
        var id = await service.SubmitAsync(Batch(0, Child("a", 1), Child("b", 1)));
        await service.WaitAsync(id);
        var child = (string)(await service.ListAsync($"?parent={id}"))[0]["id"]!;

        using var alone = await service.Http.DeleteAsync(new Uri($"api/v1/jobs/{child}", UriKind.Relative));
        using var whole = await service.Http.DeleteAsync(new Uri($"api/v1/jobs/{id}", UriKind.Relative));

        Assert.That(((int)alone.StatusCode, (int)whole.StatusCode), Is.EqualTo((409, 204)));
        Assert.That(Directory.GetDirectories(Path.Combine(_folder.Path, "jobs")), Is.Empty);
        using var gone = await service.GetAsync($"api/v1/jobs/{child}");
        Assert.That((int)gone.StatusCode, Is.EqualTo(404));
    }

    [Test]
    public void Ids_of_children_sort_behind_their_batch_in_their_order()
    {
        var (batch, later) = (JobId.Create(), JobId.Create());

        Assert.That(JobId.OfChild(batch, 1), Is.GreaterThan(batch).And.LessThan(JobId.OfChild(batch, 16)));
        Assert.That(JobId.OfChild(batch, 10_000), Has.Length.EqualTo(32));
        Assert.That(JobId.IsValid(JobId.OfChild(batch, 10_000)));
        Assert.That(later, Is.Not.EqualTo(batch));
    }

    private static JsonObject Batch(int mostFailures, params JsonObject[] children)
    {
        var definition = TestService.Experiment();
        definition["batch"] = new JsonObject { ["mostFailures"] = mostFailures, ["joins"] = new JsonArray("result.json"), ["children"] = new JsonArray([.. children]) };
        return definition;
    }

    private static JsonObject Child(string name, int iterations, int pause = 0)
    {
        var stub = new JsonObject { ["iterations"] = iterations };
        if (pause > 0)
        {
            stub["pause"] = pause;
        }

        return new JsonObject { ["name"] = name, ["overlay"] = new JsonObject { ["stub"] = stub } };
    }

    private static JsonObject Failing(string name) => new() { ["name"] = name, ["overlay"] = new JsonObject { ["stub"] = new JsonObject { ["exit"] = 5, ["error"] = "broken" } } };
}

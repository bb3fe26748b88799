using System.Text.Json.Nodes;
using DiffImaging.Service.Security;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Tests;
using Microsoft.Playwright;

namespace DiffImaging.Web.Tests.Pages;

/// <summary>Jobs as people see them, in a browser.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class JobsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_job_is_cancelled_and_tried_again_from_the_page_and_the_list_follows()
    {
        await using var chromium = await Chromium.RequireAsync();
        await using var service = await TestService.StartAsync(_folder.Path, new PagePart());
        var page = await chromium.OpenAsync(service.Http.BaseAddress!);
        await page.VisitAsync("/");
        await Assertions.Expect(page.GetByText("There is no job yet.")).ToBeVisibleAsync();

        var id = await service.SubmitAsync(TestService.Experiment(100_000, 20), "?name=long");
        await Assertions.Expect(page.Locator("tbody .state")).ToHaveTextAsync("running");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel long" }).ClickAsync();
        await service.WaitAsync(id, "cancelled");
        await Assertions.Expect(page.Locator("tbody .state")).ToHaveTextAsync("cancelled");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retry long" }).ClickAsync();
        await service.WaitAsync(id, "running");
        await page.GetByRole(AriaRole.Link, new() { Name = "long" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("long");
        await Assertions.Expect(page.Locator(".chart").First).ToBeVisibleAsync();
        await page.RequireReadableAsync("a running job");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel long" }).ClickAsync();
        await Assertions.Expect(page.Locator(".facts .state")).ToHaveTextAsync("cancelled");

        Assert.That(chromium.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_batch_shows_its_children_and_they_lead_back_to_it()
    {
        await using var chromium = await Chromium.RequireAsync();
        await using var service = await TestService.StartAsync(_folder.Path, new PagePart());
        var definition = TestService.Experiment();
        definition["batch"] = JsonNode.Parse("""
            { "mostFailures": 1, "joins": ["result.json"], "children": [
                { "name": "short", "overlay": { "stub": { "iterations": 2 } } },
                { "name": "broken", "overlay": { "stub": { "exit": 5, "error": "no light" } } },
                { "name": "long", "overlay": { "stub": { "iterations": 100000, "pause": 20 } } } ] }
            """);
        var id = await service.SubmitAsync(definition, "?name=sweep");
        var page = await chromium.OpenAsync(service.Http.BaseAddress!);
        await page.VisitAsync("/");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody tr .progress")).ToContainTextAsync("2 / 3 children, 1 failed", new() { Timeout = 60_000 });

        await page.GetByRole(AriaRole.Link, new() { Name = "sweep" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync(["short", "broken", "long"]);
        await Assertions.Expect(page.Locator("tbody tr").Nth(1)).ToContainTextAsync("no light");
        await page.RequireReadableAsync("a batch");
        await page.GetByRole(AriaRole.Link, new() { Name = "long" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("long");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel long" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "a batch" }).ClickAsync();
        await Assertions.Expect(page.Locator(".facts .state")).ToHaveTextAsync("succeeded", new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "children.txt" })).ToBeVisibleAsync();

        Assert.That((await service.FindAsync(id))["children"]!.ToJsonString(), Is.EqualTo("""{"cancelled":1,"failed":1,"succeeded":1}"""));
        Assert.That(chromium.Complaints, Is.Empty);
    }

    [Test]
    public async Task Jobs_are_found_by_state_and_name_and_page_by_page()
    {
        await using var chromium = await Chromium.RequireAsync();
        await using var service = await TestService.StartAsync(_folder.Path, new PagePart(), ("node:jobs", "0"));
        for (var number = 1; number <= 27; number++)
        {
            await service.SubmitAsync(TestService.Experiment(), $"?name=job-{number:00}");
        }

        var page = await chromium.OpenAsync(service.Http.BaseAddress!);
        await page.VisitAsync("/");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(25);
        await Assertions.Expect(page.Locator(".counts")).ToHaveTextAsync("27 queued");
        await page.RequireReadableAsync("jobs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Older" }).ClickAsync();
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await page.GetByLabel("Name has").FillAsync("job-13");
        await page.GetByLabel("Name has").PressAsync("Enter");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("tbody th")).ToHaveTextAsync("job-13");
        await page.GetByLabel("State").SelectOptionAsync("failed");
        await Assertions.Expect(page.GetByText("No job is like that.")).ToBeVisibleAsync();

        Assert.That(page.Url, Does.Contain("state=failed").And.Contain("name=job-13"), "what is seen can be sent to others");
        Assert.That(chromium.Complaints, Is.Empty);
    }

    [TestCase(ApiRole.Read, 0)]
    [TestCase(ApiRole.Submit, 1)]
    public async Task Who_has_signed_in_is_offered_what_the_key_allows(ApiRole role, int cancels)
    {
        await using var chromium = await Chromium.RequireAsync();
        var keys = await ApiKeys.OpenAsync(new DiffImaging.Service.DataFolder(_folder.Path), CancellationToken.None);
        var (_, text) = await keys.AddAsync("Ada", role, CancellationToken.None);
        await using var service = await TestService.StartAsync(_folder.Path, new PagePart(), ("node:jobs", "0"), ("security:requireKeys", "true"));
        await service.Jobs.AddAsync(new DiffImaging.Service.Jobs.JobSubmission(DiffImaging.Service.Jobs.JobId.Create(), "waiting", "{}"), CancellationToken.None);
        var page = await chromium.OpenAsync(service.Http.BaseAddress!);

        await page.GotoAsync("/");
        await page.RequireReadableAsync("signing in");
        await page.GetByLabel("Key").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("main[data-live]").WaitForAsync();

        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "waiting" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ada" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Cancel waiting" })).ToHaveCountAsync(cancels);
        await page.GetByRole(AriaRole.Link, new() { Name = "Ada" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Key")).ToBeVisibleAsync();
        Assert.That(chromium.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_draft_that_is_wrong_becomes_no_job_and_leaves_nothing()
    {
        await using var chromium = await Chromium.RequireAsync();
        await using var service = await TestService.StartAsync(_folder.Path, new PagePart(), ("node:jobs", "0"));
        var page = await chromium.OpenAsync(service.Http.BaseAddress!);
        await page.VisitAsync("/new");
        await page.GetByRole(AriaRole.Link, new() { Name = "Counting" }).ClickAsync();
        await Assertions.Expect(page.Locator(".checked")).ToHaveTextAsync("Nothing is wrong with it.");

        await page.Locator("textarea").FillAsync("""{ "stub": { "mistake": "found 1, expected 2." } }""");
        await Assertions.Expect(page.Locator(".findings")).ToContainTextAsync("stub:mistake");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The definition has mistakes.")).ToBeVisibleAsync();
        await page.Locator("textarea").FillAsync("{ no JSON");
        await Assertions.Expect(page.Locator("#json-problem")).ToContainTextAsync("no JSON");
        await page.GotoAsync("/plugins");

        Assert.That(await service.Jobs.ListAsync(new DiffImaging.Service.Jobs.JobQuery(), CancellationToken.None), Is.Empty);
        Assert.That(chromium.Complaints, Is.Empty);
    }
}

using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;
using Microsoft.Playwright;

namespace DiffImaging.Host.Tests.Web;

/// <summary>What people do on the page of a service, with the plugins and experiments that come with the program.</summary>
[TestFixture]
[Platform(Include = "Linux", Reason = "the browser is Debian's")]
public sealed class JourneyTests : IDisposable
{
    private const float Patience = 600_000;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_experiment_of_the_README_is_started_watched_and_fetched_by_keyboard_alone_and_is_the_result_of_run()
    {
        await using var chromium = await Chromium.RequireAsync();
        using var service = new ServiceProcess(_folder, "service");
        await service.StartAsync();
        var page = await chromium.OpenAsync(service.Http.BaseAddress!);
        await page.VisitAsync("/");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await page.TabToAsync("nav a[href='/new']");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".templates").WaitForAsync();
        await page.TabToAsync("a[href='/new?template=holography']");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".checked")).ToHaveTextAsync("Nothing is wrong with it.", new() { Timeout = Patience });
        await page.RequireReadableAsync("the form");
        await page.TabToAsync("#job-name");
        await page.Keyboard.TypeAsync("from the page");
        await page.TabToAsync("button[type=submit]");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("from the page", new() { Timeout = Patience });
        await page.Locator(".chart").First.WaitForAsync(new() { Timeout = Patience });
        await page.Locator(".facts .state-succeeded").WaitForAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "propagation.distance" })).ToContainTextAsync("±");
        await Assertions.Expect(page.Locator("di-viewer img")).ToHaveCountAsync(5);
        await page.TabToAsync("di-viewer .frame");
        await page.Keyboard.PressAsync("+");
        await Assertions.Expect(page.Locator("di-viewer[group=object][data-scale='1.25']")).ToHaveCountAsync(2);
        await page.RequireReadableAsync("a finished job");
        var id = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        await page.TabToAsync($"a[href='/jobs/{id}/result']");
        var zip = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        await zip.SaveAsAsync(_folder["fetched.zip"]);
        await System.IO.Compression.ZipFile.ExtractToDirectoryAsync(_folder["fetched.zip"], _folder["fetched"]);

        var experiment = Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments", "holography.json");
        (await _folder.CallAsync("run", experiment, "--output", "direct")).Expect(0);
        foreach (var file in new[] { "object.npy", "history.csv", "amplitude.png", "measurement.png", "prediction.png" })
        {
            Assert.That(File.ReadAllBytes(_folder[$"fetched/{file}"]), Is.EqualTo(File.ReadAllBytes(_folder[$"direct/{file}"])), file);
        }

        Assert.That(Result("fetched")["parameters"]!.ToJsonString(), Is.EqualTo(Result("direct")["parameters"]!.ToJsonString()));
        Assert.That(chromium.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_value_that_is_wrong_has_its_finding_beside_it_and_a_measurement_of_ones_own_takes_the_place_of_the_templates()
    {
        await using var chromium = await Chromium.RequireAsync();
        _folder.WriteFrame("mine.npy", 64, 72);
        using var service = new ServiceProcess(_folder, "service", ("Node__Jobs", "0"));
        await service.StartAsync();
        var page = await chromium.OpenAsync(service.Http.BaseAddress!, ColorScheme.Dark);
        await page.VisitAsync("/new?template=holography-simulated");
        await Assertions.Expect(page.Locator(".checked")).ToHaveTextAsync("Nothing is wrong with it.", new() { Timeout = Patience });

        var distance = page.GetByLabel("Distance (m)", new() { Exact = false }).First;
        await distance.FillAsync("3 kg");
        await Assertions.Expect(page.Locator("#field-modality-distance-finding")).ToContainTextAsync("'kg'", new() { Timeout = Patience });
        await Assertions.Expect(distance).ToHaveAttributeAsync("aria-invalid", "");
        await page.RequireReadableAsync("a form with a finding, dark");
        await distance.FillAsync("3 mm");
        await page.Locator("#field-modality-distance ~ select").SelectOptionAsync("fixed");
        await page.Locator("#files").SetInputFilesAsync(_folder["mine.npy"]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use as the measurement: mine.npy" }).ClickAsync();
        await Assertions.Expect(page.Locator(".checked")).ToHaveTextAsync("Nothing is wrong with it.", new() { Timeout = Patience });
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await page.Locator(".facts .state-queued").WaitForAsync(new() { Timeout = Patience });

        var id = page.Url[(page.Url.LastIndexOf('/') + 1)..];
        var definition = JsonNode.Parse(await service.Http.GetStringAsync(new Uri($"api/v1/jobs/{id}/definition", UriKind.Relative)))!;
        Assert.That(definition["data"]!.ToJsonString(), Is.EqualTo("""{"measurement":"mine.npy"}"""));
        Assert.That(definition["modality"]!["distance"]!.ToJsonString(), Is.EqualTo("""{"nominal":"3 mm","mode":"fixed"}"""));
        Assert.That(File.ReadAllBytes(_folder[$"service/jobs/{id}/inputs/mine.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["mine.npy"])));
        Assert.That(chromium.Complaints, Is.Empty);
    }

    [Test]
    public async Task Every_page_reads_well_in_light_and_dark_and_the_choice_is_kept()
    {
        await using var chromium = await Chromium.RequireAsync();
        using var service = new ServiceProcess(_folder, "service", ("Node__Jobs", "0"));
        await service.StartAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await chromium.OpenAsync(service.Http.BaseAddress!, scheme);
            foreach (var (address, wait) in new[] { ("/", ".empty"), ("/new", ".templates"), ("/plugins", "table.plugins") })
            {
                await page.VisitAsync(address);
                await page.Locator(wait).WaitForAsync();
                await page.RequireReadableAsync($"{address}, {scheme}");
            }

            Assert.That(await page.Locator("table.plugins tbody .state").AllTextContentsAsync(), Is.EqualTo(Enumerable.Repeat("active", 6)));
            var before = await BackgroundAsync(page);
            await page.GetByLabel("Colours").SelectOptionAsync(scheme == ColorScheme.Light ? "dark" : "light");
            Assert.That(await BackgroundAsync(page), Is.Not.EqualTo(before));
            var chosen = await BackgroundAsync(page);
            await page.VisitAsync("/");
            Assert.That(await BackgroundAsync(page), Is.EqualTo(chosen), "the choice is kept");
        }

        Assert.That(chromium.Complaints, Is.Empty);
    }

    private static Task<string> BackgroundAsync(IPage page) => page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private JsonNode Result(string folder) => JsonNode.Parse(File.ReadAllText(_folder[$"{folder}/result.json"]))!;
}

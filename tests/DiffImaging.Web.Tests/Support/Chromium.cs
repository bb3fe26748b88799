using Microsoft.Playwright;

namespace DiffImaging.Tests;

/// <summary>Debian's Chromium without a window, at the size of a laptop; what it complains of is kept.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private const float Patience = 180_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _complaints = [];

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>What its console has said as a warning or an error.</summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
            {
                return [.. _complaints];
            }
        }
    }

    /// <summary>Starts one, or skips the calling test where Chromium is not installed.</summary>
    public static async Task<Chromium> RequireAsync()
    {
        if (!File.Exists(Executable))
        {
            Assert.Ignore("needs Chromium, Debian's package chromium");
        }

        // A machine that tests is busy with other tests.
        Assertions.SetDefaultExpectTimeout(Patience);
        var playwright = await Playwright.CreateAsync();

        // As root it has no sandbox, and a container has little shared memory.
        return new Chromium(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = ["--no-sandbox", "--disable-dev-shm-usage"] }));
    }

    /// <summary>A window of somebody who has not been here before.</summary>
    /// <param name="address">Where addresses begin.</param>
    /// <param name="scheme">The colours of the system.</param>
    public async Task<IPage> OpenAsync(Uri address, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new() { BaseURL = address.ToString(), ColorScheme = scheme, ViewportSize = new() { Width = 1280, Height = 720 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) => Keep(message.Type is "error" or "warning" ? $"{message.Text} ({message.Location})" : null);
        page.PageError += (_, error) => Keep(error);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Keep(string? complaint)
    {
        if (complaint is not null)
        {
            lock (_complaints)
            {
                _complaints.Add(complaint);
            }
        }
    }
}

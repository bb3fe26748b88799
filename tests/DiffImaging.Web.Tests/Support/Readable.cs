using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace DiffImaging.Tests;

/// <summary>What every page must be: live, as wide as a laptop at most, and free of what axe calls a violation (labels, contrast, roles, order).</summary>
internal static class Readable
{
    /// <summary>Goes to an address and waits until the page answers.</summary>
    public static async Task VisitAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("main[data-live]").WaitForAsync();
    }

    /// <summary>Fails with every violation and its place.</summary>
    public static async Task RequireReadableAsync(this IPage page, string what)
    {
        var wider = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - innerWidth");
        Assert.That(wider, Is.LessThanOrEqualTo(0), $"{what} is wider than the window");
        var found = await page.RunAxe();
        Assert.That(found.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"), Is.Empty, what);
    }

    /// <summary>Presses Tab until something has the focus.</summary>
    public static async Task TabToAsync(this IPage page, string selector)
    {
        const int Most = 120;
        for (var count = 0; count < Most; count++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not come to {selector} within {Most} steps");
    }
}

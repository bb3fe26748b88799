using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins;

namespace DiffImaging.Host.Plugins.Verification;

/// <summary>What was found of some plugins, for people and for programs.</summary>
/// <param name="isBrief">Whether people are told only of components and of what failed.</param>
internal sealed class VerificationReport(bool isBrief)
{
    private readonly List<(PluginEntry Plugin, VerifiedCheck Check)> _checks = [];

    /// <summary>Whether a check failed.</summary>
    public bool HasFailed => _checks.Exists(entry => entry.Check.Passed == false);

    private IEnumerable<VerifiedCheck> Made => _checks.Select(entry => entry.Check).Where(check => check.Passed is not null);

    private int Components => _checks.DistinctBy(entry => (entry.Plugin.Id, entry.Check.Index)).Count();

    /// <summary>Takes a check.</summary>
    /// <returns>The lines that tell it.</returns>
    public IEnumerable<string> Add(PluginEntry plugin, VerifiedCheck check)
    {
        _checks.Add((plugin, check));
        if (check.Check is null)
        {
            yield return $"  {check.Kind} {check.Component}";
        }
        else if (check.Passed is not { } passed)
        {
            yield return $"    not checked: {check.Message}";
        }
        else if (!passed || !isBrief)
        {
            var example = check.Example == 0 ? "" : $" (example {check.Example})";
            yield return $"    {(passed ? "passed" : "FAILED")}{example}: {check.Check}. {check.Message}".TrimEnd();
        }
    }

    /// <summary>The last line for people.</summary>
    public string Summary(TimeSpan duration)
    {
        var (failed, unchecked_) = (Made.Count(check => check.Passed == false), _checks.Count(entry => entry.Check is { Check: not null, Passed: null }));
        var left = unchecked_ == 0 ? "" : $", {unchecked_} not checked";
        return string.Create(CultureInfo.InvariantCulture, $"{Components} components, {Made.Count()} checks: {(failed == 0 ? "all passed" : $"{failed} FAILED")}{left}; {duration.TotalSeconds:0} s");
    }

    /// <summary>The whole as JSON.</summary>
    public JsonObject Document(TimeSpan duration) => new()
    {
        ["passed"] = !HasFailed,
        ["components"] = Components,
        ["checks"] = Made.Count(),
        ["failed"] = Made.Count(check => check.Passed == false),
        ["seconds"] = Math.Round(duration.TotalSeconds, 1),
        ["plugins"] = new JsonArray([.. _checks.GroupBy(entry => entry.Plugin.Id).Select(plugin => new JsonObject
        {
            ["id"] = plugin.Key,
            ["version"] = plugin.First().Plugin.Version,
            ["components"] = new JsonArray([.. plugin.Select(entry => entry.Check).GroupBy(check => check.Index).Select(Component)]),
        })]),
    };

    private static JsonObject Component(IGrouping<int, VerifiedCheck> component) => new()
    {
        ["kind"] = component.First().Kind,
        ["id"] = component.First().Component,
        ["checks"] = new JsonArray([.. component.Where(check => check.Check is not null).Select(check => new JsonObject
        {
            ["example"] = check.Example,
            ["check"] = check.Check,
            ["passed"] = check.Passed,
            ["message"] = check.Message,
        })]),
    };
}

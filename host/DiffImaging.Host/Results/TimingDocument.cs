using System.Text.Json.Nodes;
using DiffImaging.Engine.Plugins.Calls;

namespace DiffImaging.Host.Results;

/// <summary>How long the components of plugins were busy.</summary>
internal static class TimingDocument
{
    public static JsonArray Write(IEnumerable<ComponentUse> uses) => new([.. Called(uses).Select(use => new JsonObject
    {
        ["plugin"] = use.Plugin,
        ["kind"] = use.Kind,
        ["component"] = use.Id,
        ["name"] = use.Name,
        ["calls"] = use.Calls,
        ["seconds"] = Math.Round(use.Elapsed.TotalSeconds, 6),
    })]);

    /// <summary>The same as lines for people.</summary>
    public static IEnumerable<string> Lines(IEnumerable<ComponentUse> uses) => Called(uses).Select(use => FormattableString.Invariant(
        $"{use.Plugin}: the {use.Kind} '{use.Name}'{(use.Name == use.Id ? "" : $" ({use.Id})")} took {use.Elapsed.TotalSeconds:0.000} s in {use.Calls} calls"));

    private static IEnumerable<ComponentUse> Called(IEnumerable<ComponentUse> uses) => uses.Where(use => use.Calls > 0);
}

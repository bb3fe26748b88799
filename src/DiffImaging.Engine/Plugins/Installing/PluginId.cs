using System.Text.RegularExpressions;

namespace DiffImaging.Engine.Plugins.Installing;

/// <summary>Ids of plugins: kebab-case, for they name folders too.</summary>
public static partial class PluginId
{
    /// <summary>The id that a package or an assembly gets where none is given: <c>acme-thin-lens</c> for <c>Acme.ThinLens</c>.</summary>
    public static string From(string name) => Breaks().Replace(name, "-").Trim('-').ToLowerInvariant();

    /// <summary>Refuses what is no id.</summary>
    /// <exception cref="PluginInstallationException">It is not in kebab-case.</exception>
    public static string Require(string id) => Kebab().IsMatch(id)
        ? id
        : throw new PluginInstallationException($"found the id '{id}', expected kebab-case: small letters and digits, with '-' between words, such as acme-lenses. --id gives one.");

    [GeneratedRegex("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Breaks();

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*\\z")]
    private static partial Regex Kebab();
}

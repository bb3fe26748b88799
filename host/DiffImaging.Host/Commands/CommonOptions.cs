using System.CommandLine;

namespace DiffImaging.Host.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    public static Argument<string[]> Files() => new("experiment")
    {
        Description = "Definition file; further files override it in order.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Override a setting: --set \"modality:distance=33 mm\"; list elements by their name: --set pipeline:propagation:distance:mode=fixed.",
        HelpName = "key:path=value",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Option<string?> Plugins() => new("--plugins")
    {
        Description = "The list of plugins [default: plugins.json beside the executable].",
        HelpName = "file",
    };

    public static Option<string?> Output(string what) => new("--output", "-o") { Description = what, HelpName = "folder" };

    public static Option<bool> Json() => new("--json") { Description = "Print the result as JSON on standard output, and nothing else there." };

    /// <summary>The list of plugins that a call means.</summary>
    public static string PluginsPath(string? given) => given ?? Path.Combine(AppContext.BaseDirectory, "plugins.json");
}

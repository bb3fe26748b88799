using System.CommandLine;
using System.CommandLine.Parsing;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary>Arguments and options that several commands share.</summary>
internal static class CommonOptions
{
    public static Argument<string[]> Files()
    {
        var files = new Argument<string[]>("experiment") { Description = "Definition file; further files override it in order.", Arity = ArgumentArity.OneOrMore };
        RefuseOptions(files);
        return files;
    }

    /// <summary>Makes an argument refuse unknown options, which the parser hands to it like any text.</summary>
    public static void RefuseOptions(Argument argument) => argument.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            result.AddError(Call.UnknownOption(token.Value, ((CommandResult)result.Parent!).Command));
        }
    });

    public static Option<string[]> Set() => new("--set")
    {
        Description = "Override a setting: --set \"modality:distance=33 mm\"; list elements by their name: --set pipeline:sensor:gain=0.9.",
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

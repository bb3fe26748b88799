using System.CommandLine;
using System.CommandLine.Invocation;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Terminal;

/// <summary>One call of the program: parsed, refused with exit code 2 where it is wrong, and otherwise carried out.</summary>
internal static class Call
{
    // A text that begins with '@' is a text, not the name of a file with further arguments.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        var call = root.Parse(arguments, Parsing);
        if (call.Action is ParseErrorAction)
        {
            return Refuse(call);
        }

        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        if (call.Action is not AsynchronousCommandLineAction)
        {
            return await call.InvokeAsync(configuration);
        }

        // Only commands that can be cancelled take Ctrl-C for themselves.
        using var interruption = new Interruption();
        return await call.InvokeAsync(configuration, interruption.Token);
    }

    private static int Refuse(ParseResult call)
    {
        var command = call.CommandResult.Command;
        var commands = command.Subcommands.Select(known => known.Name).ToList();
        var wrong = call.UnmatchedTokens.Select(token => Explain(token, command, commands)).ToList();

        // A mistyped command also lacks a required one: the mistake itself is enough.
        var others = wrong.Count > 0 ? [] : call.Errors.Select(error => error.Message);
        foreach (var line in wrong.Concat(others).Distinct())
        {
            Console.Error.WriteLine($"error: {line}");
        }

        Console.Error.WriteLine($"'{Name(command)} --help' shows how it is called.");
        return ExitCodes.Wrong;
    }

    private static string Explain(string token, Command command, List<string> commands) =>
        token.StartsWith('-') ? UnknownOption(token, command)
        : commands.Count > 0 ? $"unknown command '{token}'; {NearestName.Hint(token, commands)}."
        : $"found '{token}', which '{Name(command)}' does not take.";

    /// <summary>What is wrong with an option that a command does not have.</summary>
    public static string UnknownOption(string token, Command command) =>
        $"unknown option '{token}'; {NearestName.Hint(token, [.. command.Options.Select(option => option.Name)])}.";

    private static string Name(Command command) => command is RootCommand ? "diffimaging" : $"diffimaging {command.Name}";
}

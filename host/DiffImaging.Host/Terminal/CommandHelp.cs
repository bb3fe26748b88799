using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using DiffImaging.Host.Commands;

namespace DiffImaging.Host.Terminal;

/// <summary>The usual help, and behind it details and examples where a command has them.</summary>
/// <param name="usual">The usual help.</param>
internal sealed class CommandHelp(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public static void Extend(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new CommandHelp((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is HostCommand command)
        {
            Write("Details", command.Details);
            Write("Examples", command.Examples);
        }

        return code;
    }

    private static void Write(string title, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        Console.WriteLine($"{title}:");
        foreach (var line in text.Split('\n'))
        {
            Console.WriteLine($"  {line.TrimEnd()}".TrimEnd());
        }

        Console.WriteLine();
    }
}

using System.Text;
using DiffImaging.Engine.Plugins.Calls;

namespace DiffImaging.Host.Terminal;

/// <summary>Standard output of the program, but for what a plugin writes while it is called: that goes to standard error, for a document with a stray line in it is none.</summary>
internal sealed class OutputByCaller : TextWriter
{
    private readonly TextWriter _plugins;

    private OutputByCaller(TextWriter plugins) => _plugins = plugins;

    /// <summary>Standard output itself, for what the program says while a plugin is called.</summary>
    public static TextWriter Own { get; private set; } = Console.Out;

    public override Encoding Encoding => Own.Encoding;

    private TextWriter Present => ComponentUse.Current is null ? Own : _plugins;

    /// <summary>Parts them from now on.</summary>
    public static void Part()
    {
        Own = Console.Out;
        Console.SetOut(new OutputByCaller(new PluginOutput(Console.Error.WriteLine)));
    }

    public override void Write(char value) => Present.Write(value);

    public override void Write(char[] buffer, int index, int count) => Present.Write(buffer, index, count);

    public override void Write(string? value) => Present.Write(value);

    public override void WriteLine(string? value) => Present.WriteLine(value);

    public override void Flush() => Present.Flush();
}

using System.Text;
using DiffImaging.Engine.Plugins.Calls;

namespace DiffImaging.Host.Terminal;

/// <summary>Takes what plugins write to the console where standard output is spoken on with another program: whole lines, with the plugin's name.</summary>
/// <param name="say">Takes a line.</param>
internal sealed class PluginOutput(Action<string> say) : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new();

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (_gate)
        {
            if (value == '\n')
            {
                say(ComponentUse.Current is { } use ? $"{use.Plugin}: {_line}" : _line.ToString());
                _line.Clear();
            }
            else if (value != '\r')
            {
                _line.Append(value);
            }
        }
    }
}

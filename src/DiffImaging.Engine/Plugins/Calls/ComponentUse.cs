using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Engine.Plugins.Calls;

/// <summary>A plugin's component at its place in a definition: whoever calls it does so here, so that its name stands in messages, timings and the record of calls.</summary>
public sealed class ComponentUse
{
    [ThreadStatic]
    private static ComponentUse? _current;

    [ThreadStatic]
    private static byte[]? _currentLine;

    private readonly PluginConduct _conduct;
    private readonly ConcurrentDictionary<string, byte[]> _lines = new(StringComparer.Ordinal);
    private readonly string? _question;
    private volatile bool _isGivenUp;
    private long _calls;
    private long _ticks;

    internal ComponentUse(string plugin, string fingerprint) => (Plugin, Fingerprint, Kind, Id, Name, _conduct) = (plugin, fingerprint, "", "", "", new PluginConduct());

    internal ComponentUse(Plugin plugin, Component component, ComponentDefinition definition, string? question) =>
        (Plugin, Fingerprint, Kind, Id, Name, _conduct, _question) = (component.Plugin, plugin.Fingerprint, component.Kind, component.Id, definition.Name, plugin.Conduct, question);

    /// <summary>What the present thread is calling; null where it is no plugin's code.</summary>
    public static ComponentUse? Current => _current;

    /// <summary>Id of the plugin.</summary>
    public string Plugin { get; }

    /// <summary>Changes with the plugin's files.</summary>
    public string Fingerprint { get; }

    /// <summary>The word for the component's kind.</summary>
    public string Kind { get; }

    /// <summary>Id of the component.</summary>
    public string Id { get; }

    /// <summary>Its name in the definition.</summary>
    public string Name { get; }

    /// <summary>How often it was called.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How long all calls took.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds((double)Interlocked.Read(ref _ticks) / Stopwatch.Frequency);

    internal string Place => Name.Length == 0 ? "" : $" '{Name}'{(Id == Name ? $" ({Kind})" : $" ({Kind} '{Id}')")}";

    /// <summary>A component of nobody's, as tests make them.</summary>
    internal static ComponentUse Of(ComponentDefinition definition) => new(definition.Name, definition.Id, "");

    private ComponentUse(string name, string id, string plugin) => (Plugin, Fingerprint, Kind, Id, Name, _conduct) = (plugin, "", "component", id, name, new PluginConduct());

    /// <summary>Calls it where its failure is that of the run.</summary>
    /// <param name="doing">What it does, as "while creating" or "in Forward of".</param>
    /// <param name="call">The call.</param>
    /// <exception cref="PluginException">It threw.</exception>
    public T Call<T>(string doing, Func<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (outer, outerLine) = (_current, _currentLine);
        (_current, _currentLine) = (this, Line(doing));
        Note(_currentLine);
        var start = Stopwatch.GetTimestamp();
        try
        {
            var result = call();
            Note(outerLine);
            _conduct.Worked(Topic(doing));
            return result;
        }
        catch (OperationCanceledException)
        {
            Note(outerLine);
            throw;
        }
        catch (Exception exception) when (exception is not PluginException)
        {
            if (PluginFault.IsLackOfMemory(exception))
            {
                Note(outerLine);
                throw new PluginException(this, doing, exception);
            }

            // The record stays as it is: who goes on in spite of this clears it.
            _conduct.Threw(Topic(doing), _question ?? (object)this, $"threw {doing}{Place}: {PluginFault.Explain(exception)}");
            throw new PluginException(this, doing, exception);
        }
        finally
        {
            Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - start);
            Interlocked.Increment(ref _calls);
            (_current, _currentLine) = (outer, outerLine);
        }
    }

    /// <inheritdoc cref="Call{T}(string, Func{T})"/>
    public void Call(string doing, Action call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Call(doing, () =>
        {
            call();
            return true;
        });
    }

    /// <summary>Nobody waits for what a thread does in it any more: the record is others' from now on.</summary>
    internal void GiveUp() => _isGivenUp = true;

    /// <summary>Asks for a plan; null, with an error at the component's place, where the plugin throws or answers nothing.</summary>
    internal T? Plan<T>(ComponentDefinition definition, FindingList findings, Func<T?> plan)
        where T : class
    {
        var answer = Try(definition, findings, Severity.Error, "while planning", () => new StrongBox<T?>(plan()));
        if (answer is { Value: null })
        {
            findings.AddRange([new Finding(Severity.Error, definition.Path, $"the plugin '{Plugin}' gave no plan for{Place}")]);
        }

        return answer?.Value;
    }

    /// <summary>Asks for something that the run can do without; null, with a warning at the component's place, where the plugin throws.</summary>
    internal T? Extra<T>(ComponentDefinition definition, FindingList findings, string doing, Func<T> call)
        where T : class => Try(definition, findings, Severity.Warning, doing, call);

    internal byte[] Line(string doing) => _lines.GetOrAdd(doing, static (what, use) => CallRecord.Line(new JsonObject
    {
        ["plugin"] = use.Plugin,
        ["files"] = use.Fingerprint,
        ["component"] = use.Id,
        ["name"] = use.Name,
        ["doing"] = what,
    }), this);

    private void Note(byte[]? line)
    {
        if (!_isGivenUp)
        {
            CallRecord.Write(line);
        }
    }

    private string Topic(string doing) => $"{doing} {Kind} {Id}";

    private T? Try<T>(ComponentDefinition definition, FindingList findings, Severity severity, string doing, Func<T> call)
        where T : class
    {
        try
        {
            return Call(doing, call);
        }
        catch (PluginException exception)
        {
            CallRecord.Write(_currentLine);
            findings.AddRange([new Finding(severity, definition.Path, exception.Message)]);
            return null;
        }
    }
}

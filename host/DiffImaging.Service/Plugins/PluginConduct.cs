using System.Text.Json.Nodes;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DiffImaging.Service.Plugins;

/// <summary>Which plugins have ended one job after the other on this node, or were given up while definitions were checked: definitions that need them are refused until their files change.</summary>
/// <remarks>Kept in memory: a service that starts again gives every plugin another chance, as an administrator's retry does.</remarks>
internal sealed partial class PluginConduct(IOptions<ServiceOptions> options, ILogger<PluginConduct> logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Files, int Count, string Last)> _failures = new(StringComparer.Ordinal);
    private IReadOnlyList<GivenUpPlugin> _givenUp = [];

    private int Most => options.Value.Node.PluginFailures;

    /// <summary>A job came to its end with these plugins, by their files.</summary>
    public void Worked(IReadOnlyDictionary<string, string> plugins)
    {
        lock (_gate)
        {
            foreach (var plugin in plugins.Keys)
            {
                _failures.Remove(plugin);
            }
        }
    }

    /// <summary>A job failed in a plugin's code.</summary>
    public void Failed(PluginCall call, string job, string message)
    {
        lock (_gate)
        {
            var count = _failures.TryGetValue(call.Plugin, out var before) && before.Files == call.Files ? before.Count + 1 : 1;
            _failures[call.Plugin] = (call.Files, count, $"job {job}: {message.Split('\n')[0]}");
            LogFailed(call.Plugin, job, call.ToString(), count);
        }
    }

    /// <summary>What the checking of definitions has found out: plugins that threw again and again.</summary>
    public void Heard(IReadOnlyList<GivenUpPlugin> plugins)
    {
        lock (_gate)
        {
            foreach (var plugin in plugins.Except(_givenUp))
            {
                LogGivenUp(plugin.Id, plugin.Reason);
            }

            _givenUp = plugins;
        }
    }

    /// <summary>Why a plugin with these files is not to be used; null where it is.</summary>
    public string? Refusal(string plugin, string files)
    {
        lock (_gate)
        {
            if (_givenUp.FirstOrDefault(known => known.Id == plugin && known.Files == files) is { } given)
            {
                return given.Reason;
            }

            return Most > 0 && _failures.TryGetValue(plugin, out var failures) && failures.Files == files && failures.Count >= Most
                ? $"{failures.Count} jobs in a row ended in its code on the node '{options.Value.Node.Name}'; it is used again when its files change, or after POST /api/v1/plugins/{plugin}/retry. The last, {failures.Last}"
                : null;
        }
    }

    /// <summary>Gives a plugin another chance.</summary>
    public void Forget(string plugin)
    {
        lock (_gate)
        {
            _failures.Remove(plugin);
            _givenUp = [.. _givenUp.Where(known => known.Id != plugin)];
        }
    }

    /// <summary>Puts what is known here into the program's list of plugins.</summary>
    public string Overlay(string document)
    {
        if (JsonNode.Parse(document) is not JsonObject list || list["plugins"] is not JsonArray plugins)
        {
            return document;
        }

        foreach (var plugin in plugins.OfType<JsonObject>())
        {
            if (Refusal((string?)plugin["id"] ?? "", (string?)plugin["files"] ?? "") is { } reason)
            {
                (plugin["status"], plugin["reason"]) = ("malfunctioned", reason);
            }
        }

        return list.ToJsonString();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "plugin {Plugin}: job {Job} ended {Where}, the {Count}. in a row")]
    private partial void LogFailed(string plugin, string job, string where, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "plugin {Plugin}: {Reason}")]
    private partial void LogGivenUp(string plugin, string reason);
}

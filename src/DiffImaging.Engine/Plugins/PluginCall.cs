using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Engine.Plugins;

/// <summary>Calls a plugin's code where a mistake of it is a finding, not the end of the check.</summary>
internal static class PluginCall
{
    /// <summary>Asks for a plan; null, with an error at the component's place, where the plugin throws or answers nothing.</summary>
    public static T? Plan<T>(ComponentDefinition definition, FindingList findings, Func<T?> plan)
        where T : class
    {
        string problem;
        try
        {
            if (plan() is { } result)
            {
                return result;
            }

            problem = "gave no plan";
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            problem = $"threw while planning: {exception.GetType().Name}: {exception.Message}";
        }

        findings.AddRange([new Finding(Severity.Error, definition.Path, $"the plugin of '{definition.Id}' {problem}")]);
        return null;
    }
}

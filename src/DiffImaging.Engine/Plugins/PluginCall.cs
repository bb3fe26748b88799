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

    /// <summary>Asks for something that the run can do without; null, with a warning at the component's place, where the plugin throws.</summary>
    /// <param name="definition">The component.</param>
    /// <param name="findings">Takes the warning.</param>
    /// <param name="doing">What the plugin does, as "while making its figures".</param>
    /// <param name="call">The call.</param>
    public static T? Extra<T>(ComponentDefinition definition, FindingList findings, string doing, Func<T> call)
        where T : class
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var problem = $"the plugin of '{definition.Id}' threw {doing}: {exception.GetType().Name}: {exception.Message}";
            findings.AddRange([new Finding(Severity.Warning, definition.Path, problem)]);
            return null;
        }
    }
}

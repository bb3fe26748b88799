using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Descriptions;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Commands;

/// <summary><c>describe</c>: lists components, or tells the options of one or of a section.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "A component, such as angular-spectrum, or a section, such as schedule.", Arity = ArgumentArity.ZeroOrOne };
        CommonOptions.RefuseOptions(id);
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new HostCommand("describe", "List the components of all plugins, or the options of one with units, ranges and defaults.")
        {
            Examples = """
                diffimaging describe                      modalities, stages, regularizers, … and the sections of a definition
                diffimaging describe inline-holography    what the modality takes
                diffimaging describe schedule             what a section of a definition takes
                """,
        };
        command.Arguments.Add(id);
        command.Options.Add(json);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() => Describe(call.GetValue(id), CommonOptions.PluginsPath(call.GetValue(plugins)), call.GetValue(json))));
        return command;
    }

    private static int Describe(string? id, string plugins, bool json)
    {
        var catalog = PluginCatalog.Load(plugins);
        var all = catalog.Components.OrderBy(component => ComponentKind.All.ToList().IndexOf(component.Contract)).ThenBy(component => component.Id, StringComparer.Ordinal);
        var components = all.Where(component => id is null || component.Id == id).ToList();
        var sections = DefinitionSections.All.Where(section => id is null || string.Equals(section.Name, id, StringComparison.OrdinalIgnoreCase)).ToList();
        if (components.Count + sections.Count == 0)
        {
            throw new ConfigurationException("describe", Unknown(id!, catalog));
        }

        if (json)
        {
            Console.WriteLine(Document(components, sections, id is not null).ToJsonString(ResultDocument.Format));
            return ExitCodes.Done;
        }

        var lines = id is null
            ? DescriptionText.Overview(components, sections)
            : components.SelectMany(component => DescriptionText.Of(component, catalog)).Concat(sections.SelectMany(section => DescriptionText.Of(section, catalog)));
        foreach (var line in lines)
        {
            Console.WriteLine(line);
        }

        return ExitCodes.Done;
    }

    private static string Unknown(string id, PluginCatalog catalog)
    {
        var known = catalog.Components.Select(component => component.Id).Concat(DefinitionSections.All.Select(section => section.Name)).Distinct().ToList();
        var failed = catalog.Plugins.Where(plugin => plugin.Status is not (PluginStatus.Active or PluginStatus.Disabled));
        return $"nothing is named '{id}'; {NearestName.Hint(id, known)}."
            + string.Concat(failed.Select(plugin => $" Plugin '{plugin.Entry.Id}' is {plugin.Status}: {plugin.Reason}."));
    }

    private static JsonObject Document(List<Component> components, List<DefinitionSection> sections, bool options) => new()
    {
        ["components"] = new JsonArray([.. components.Select(component => Document(component, options))]),
        ["sections"] = new JsonArray([.. sections.Select(section => Document(section, options))]),
    };

    private static JsonObject Document(Component component, bool options)
    {
        var result = new JsonObject
        {
            ["kind"] = component.Kind,
            ["id"] = component.Id,
            ["plugin"] = component.Plugin,
            ["section"] = DefinitionSections.Of(component.Contract),
            ["summary"] = component.Summary,
        };
        if (options)
        {
            result["options"] = OptionJson.Write([.. OptionReader.Read(component.Factory.OptionsType), .. DefinitionSections.KeysOf(component.Contract)]);
            result["examples"] = new JsonArray([.. ComponentExamples.Written(component)]);
        }

        return result;
    }

    private static JsonObject Document(DefinitionSection section, bool options)
    {
        var result = new JsonObject { ["name"] = section.Name, ["summary"] = section.Summary };
        if (options)
        {
            result["options"] = OptionJson.Write(section.Options);
            result["alternative"] = section.Alternative is { } other ? Document(other, options) : null;
        }

        return result;
    }
}

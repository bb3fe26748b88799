using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Plugins;

namespace DiffImaging.Host.Descriptions;

/// <summary>Writes descriptions of components and sections for people to read.</summary>
internal static class DescriptionText
{
    public static IEnumerable<string> Overview(IReadOnlyList<Component> components, IReadOnlyList<DefinitionSection> sections)
    {
        foreach (var kind in components.GroupBy(component => component.Contract))
        {
            yield return $"{kind.First().Kind} (section {DefinitionSections.Of(kind.Key)})";
            foreach (var line in List(kind))
            {
                yield return line;
            }

            yield return "";
        }

        yield return "sections of a definition";
        var width = sections.Max(section => section.Name.Length);
        foreach (var section in sections)
        {
            yield return $"  {section.Name.PadRight(width)}  {section.Summary}";
        }

        yield return "";
        yield return "'diffimaging describe <name>' tells the options of each, with units, ranges and defaults.";
    }

    public static IEnumerable<string> Of(Component component, PluginCatalog catalog)
    {
        var plugin = catalog.Plugins.First(plugin => plugin.Entry.Id == component.Plugin);
        var options = OptionReader.Read(component.Factory.OptionsType);
        var own = DefinitionSections.KeysOf(component.Contract);
        yield return $"{component.Id}: {component.Kind}, from the plugin {plugin.Entry.Id} {plugin.Entry.Version}".TrimEnd();
        yield return component.Summary;
        yield return "";
        yield return Example(component, [.. own, .. options]);
        yield return "";
        yield return options.Count == 0 ? "options: none" : "options";
        foreach (var line in OptionText.Lines(options))
        {
            yield return line;
        }

        if (own.Count > 0)
        {
            yield return "";
            yield return $"keys of every {component.Kind}";
            foreach (var line in OptionText.Lines(own))
            {
                yield return line;
            }
        }

        var examples = ComponentExamples.Written(component).Select(example => $"  {JsonLine.Write(example)}").ToList();
        foreach (var line in examples.Count == 0 ? [] : examples.Prepend(examples.Count == 1 ? "example" : "examples").Prepend(""))
        {
            yield return line;
        }

        foreach (var line in ParameterNote(options))
        {
            yield return line;
        }

        yield return "";
    }

    public static IEnumerable<string> Of(DefinitionSection section, PluginCatalog catalog)
    {
        foreach (var part in new[] { section, section.Alternative }.OfType<DefinitionSection>())
        {
            yield return $"{part.Name}: {part.Summary}";
            yield return "";
            foreach (var line in OptionText.Lines(part.Options))
            {
                yield return line;
            }

            yield return "";
        }

        if (section.Contract is { } contract)
        {
            yield return $"further keys are the options of the component; each {ComponentKind.Name(contract)}:";
            foreach (var line in List(catalog.Components.Where(component => component.Contract == contract)))
            {
                yield return line;
            }

            yield return "";
        }
    }

    private static IEnumerable<string> List(IEnumerable<Component> components)
    {
        var sorted = components.OrderBy(component => component.Id, StringComparer.Ordinal).ToList();
        var width = sorted.Select(component => component.Id.Length).DefaultIfEmpty().Max();
        return sorted.Select(component => $"  {component.Id.PadRight(width)}  {component.Summary}");
    }

    private static string Example(Component component, IReadOnlyList<OptionDescription> options)
    {
        var section = DefinitionSections.Of(component.Contract);
        var keys = string.Concat(options.Where(option => option.IsRequired).Select(option => $", \"{option.Key}\": …"));
        var element = $"{{ \"id\": \"{component.Id}\"{keys} }}";
        return section switch
        {
            ExperimentSections.Modality or ExperimentSections.Fidelity => $"  \"{section}\": {element}",
            ExperimentSections.Data => $"  \"data\": {{ …, \"{(component.Kind == "specimen" ? "specimen" : "noise")}\": {element} }}    (of a definition for 'simulate')",
            _ => $"  \"{section}\": [ …, {element}, … ]",
        };
    }

    private static IEnumerable<string> ParameterNote(IReadOnlyList<OptionDescription> options) => options.Any(option => option.IsParameter)
        ? ["", "A parameter is a value, such as \"1 mm\", or an object: { \"nominal\": \"1 mm\", \"mode\": \"calibrate\" };", "see 'diffimaging describe parameter'."]
        : [];
}

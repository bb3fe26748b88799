using Microsoft.CodeAnalysis;

namespace DiffImaging.Sdk.Analyzers;

/// <summary>The rules, each with what it asks for and why. The build's own rules, DI0101 and DI0102, are in DiffImaging.Sdk.targets.</summary>
internal static class PluginRules
{
    private const string Category = "Plugin";

    public static readonly DiagnosticDescriptor Sealed = new(
        "DI0001", "An exported factory is sealed",
        "'{0}' is exported and not sealed; write 'public sealed class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A class derived from an exported factory takes over neither its export nor its id, so that the derived one is never found.");

    public static readonly DiagnosticDescriptor Exported = new(
        "DI0002", "A public factory is exported with id and summary",
        "'{0}' implements {1} and {2}; write [Export{3}(\"an-id\", \"What it is.\")] above it, or make it internal",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The host finds factories by these attributes alone: without one, or with a plain [Export], the component has no id under which a definition could name it.");

    public static readonly DiagnosticDescriptor SameContract = new(
        "DI0003", "A factory is exported as the contract that it implements",
        "'{0}' is exported with [Export{1}] and does not implement I{1}Factory",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The composition would fail at the first use of the component, in a run, and not here.");

    public static readonly DiagnosticDescriptor KebabCase = new(
        "DI0004", "An id is in kebab-case",
        "found the id '{0}', expected kebab-case such as '{1}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Definitions name components by their ids: lower-case letters and digits, words joined by single hyphens, beginning with a letter.");

    public static readonly DiagnosticDescriptor Summary = new(
        "DI0005", "A summary says something",
        "the summary of '{0}' is empty; say in one sentence what the component is",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The summary is what 'diffimaging describe', the schema and editors show of the component.");

    public static readonly DiagnosticDescriptor Creatable = new(
        "DI0006", "An exported factory can be created",
        "'{0}' is exported and {1}; an exported factory is a public class with a public constructor without parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "The host creates each factory once, without arguments. What a component depends on comes with its options and its context.");

    public static readonly DiagnosticDescriptor Unit = new(
        "DI0007", "A numeric option has a unit",
        "the option '{0}' of '{1}' has no unit; write [Unit(\"m\")] above it, or [Unit(\"1\")] for a pure number",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "Without a unit a number of the wrong size is taken as it is, and no unit can be written in a definition. The unit is SI: m, rad, 1/m, s, px, 1.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor Ownership = new(
        "DI0008", "What holds a tensor disposes it",
        "'{0}' holds {1} in '{2}' and does not dispose it; dispose it in Dispose, or write [Borrowed] above it where something else does",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true,
        "A tensor's memory is native: what is not disposed stays until the garbage collector happens to come by, which on a GPU is too late.");
}

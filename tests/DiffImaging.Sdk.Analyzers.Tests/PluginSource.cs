using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffImaging.Sdk.Analyzers.Tests;

/// <summary>Source of a plugin, compiled against today's SDK and put to the rules.</summary>
internal static class PluginSource
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Composition; using System.Linq;
        using DiffImaging.Sdk.Composition; using DiffImaging.Sdk.Diagnostics; using DiffImaging.Sdk.Noise; using DiffImaging.Sdk.Objects;
        using DiffImaging.Sdk.Options; using DiffImaging.Sdk.Regularizers; using DiffImaging.Sdk.Signals; using DiffImaging.Sdk.Stages;
        using TorchSharp;

        """;

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new FactoryAnalyzer(), new OptionUnitAnalyzer(), new TensorOwnershipAnalyzer()];

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Gives what the rules find, as "DI0001: message"; the source itself must compile.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Acme.Plugin",
            [CSharpSyntaxTree.ParseText(Usings + source)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.That(compilation.GetDiagnostics().Where(finding => finding.Severity == DiagnosticSeverity.Error), Is.Empty, "the source compiles");

        var findings = await compilation.WithAnalyzers(Rules).GetAnalyzerDiagnosticsAsync();
        return [.. findings.OrderBy(finding => finding.Location.SourceSpan.Start).Select(finding => $"{finding.Id}: {finding.GetMessage(null)}")];
    }
}

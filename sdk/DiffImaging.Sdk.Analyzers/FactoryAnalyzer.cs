using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace DiffImaging.Sdk.Analyzers;

/// <summary>Finds factories that the host would not find, could not create or could not name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FactoryAnalyzer : DiagnosticAnalyzer
{
    private static readonly Regex Kebab = new("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [PluginRules.Sealed, PluginRules.Exported, PluginRules.SameContract, PluginRules.KebabCase, PluginRules.Summary, PluginRules.Creatable];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (SdkContracts.Of(start.Compilation) is { } contracts)
            {
                start.RegisterSymbolAction(symbol => Analyze(symbol, contracts), SymbolKind.NamedType);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, SdkContracts contracts)
    {
        if (context.Symbol is not INamedTypeSymbol { TypeKind: TypeKind.Class } type)
        {
            return;
        }

        var exports = contracts.ComponentExports(type).ToList();
        if (exports.Count == 0)
        {
            RequireExport(context, contracts, type);
            return;
        }

        if (!type.IsSealed)
        {
            Report(PluginRules.Sealed, type.Name);
        }

        if (WhyNotCreatable(type) is { } reason)
        {
            Report(PluginRules.Creatable, type.Name, reason);
        }

        var kinds = contracts.KindsOf(type).ToList();
        foreach (var export in exports)
        {
            if (!kinds.Contains(export.Key))
            {
                Report(PluginRules.SameContract, type.Name, export.Key);
            }

            CheckMetadata(context, type, export.Value);
        }

        void Report(DiagnosticDescriptor rule, params object[] arguments) =>
            context.ReportDiagnostic(Diagnostic.Create(rule, type.Locations[0], arguments));
    }

    private static void RequireExport(SymbolAnalysisContext context, SdkContracts contracts, INamedTypeSymbol type)
    {
        var kind = contracts.KindsOf(type).FirstOrDefault();
        if (kind is not null && !type.IsAbstract && IsVisibleOutside(type))
        {
            var what = contracts.IsExported(type) ? "is exported without id and summary" : "is not exported";
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.Exported, type.Locations[0], type.Name, $"I{kind}Factory", what, kind));
        }
    }

    private static void CheckMetadata(SymbolAnalysisContext context, INamedTypeSymbol type, AttributeData export)
    {
        var place = export.ApplicationSyntaxReference is { } syntax
            ? Location.Create(syntax.SyntaxTree, syntax.Span)
            : type.Locations[0];
        if (export.ConstructorArguments.Length != 2)
        {
            return;
        }

        var id = export.ConstructorArguments[0].Value as string ?? "";
        if (!Kebab.IsMatch(id))
        {
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.KebabCase, place, id, Suggestion(id)));
        }

        if (string.IsNullOrWhiteSpace(export.ConstructorArguments[1].Value as string))
        {
            context.ReportDiagnostic(Diagnostic.Create(PluginRules.Summary, place, type.Name));
        }
    }

    private static string? WhyNotCreatable(INamedTypeSymbol type) =>
        type.IsAbstract ? "is abstract"
        : type.IsGenericType ? "is generic"
        : !IsVisibleOutside(type) ? "is not public"
        : !type.InstanceConstructors.Any(made => made.DeclaredAccessibility == Accessibility.Public && made.Parameters.IsEmpty) ? "has no such constructor"
        : null;

    private static bool IsVisibleOutside(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    private static string Suggestion(string id)
    {
        var text = new StringBuilder();
        foreach (var letter in id)
        {
            if (!IsLetterOrDigit(letter) || (letter is >= 'A' and <= 'Z' && text.Length > 0))
            {
                text.Append('-');
            }

            if (IsLetterOrDigit(letter))
            {
                text.Append(char.ToLowerInvariant(letter));
            }
        }

        var words = text.ToString().Split(['-'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 && Kebab.IsMatch(string.Join("-", words)) ? string.Join("-", words) : "thin-lens";
    }

    private static bool IsLetterOrDigit(char letter) => letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
}

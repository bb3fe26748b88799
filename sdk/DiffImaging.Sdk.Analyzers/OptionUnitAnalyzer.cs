using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DiffImaging.Sdk.Analyzers;

/// <summary>Finds numbers without unit in the records that options are bound to, and in the records inside them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionUnitAnalyzer : DiagnosticAnalyzer
{
    private const string Options = "DiffImaging.Sdk.Options.";

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [PluginRules.Unit];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var unit = context.Compilation.GetTypeByMetadataName(Options + "UnitAttribute");
        var parameter = context.Compilation.GetTypeByMetadataName(Options + "ParameterOptions");
        if (unit is null || parameter is null)
        {
            return;
        }

        var bound = new ConcurrentBag<ITypeSymbol>();
        context.RegisterSymbolAction(symbol => AddOptionsOfFactory((INamedTypeSymbol)symbol.Symbol, bound), SymbolKind.NamedType);
        context.RegisterOperationAction(operation => AddOptionsOfCall((IInvocationOperation)operation.Operation, bound), OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var type in bound)
            {
                Walk(type);
            }

            void Walk(ITypeSymbol type)
            {
                if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class } record || !record.Locations.Any(place => place.IsInSource) || !seen.Add(record))
                {
                    return;
                }

                foreach (var property in Keys(record))
                {
                    if (!IsNumber(property.Type, parameter))
                    {
                        Walk(Element(property.Type));
                    }
                    else if (seen.Add(property) && !property.GetAttributes().Any(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, unit)))
                    {
                        end.ReportDiagnostic(Diagnostic.Create(PluginRules.Unit, property.Locations[0], property.Name, record.Name));
                    }
                }
            }
        });
    }

    private static void AddOptionsOfFactory(INamedTypeSymbol type, ConcurrentBag<ITypeSymbol> bound)
    {
        if (type.BaseType is { Name: "ForwardStageFactory", TypeArguments.Length: 1 } factory)
        {
            bound.Add(factory.TypeArguments[0]);
        }
    }

    // OptionsBinder.Bind<TOptions> and ComponentPlan<T>.Bind<TOptions>.
    private static void AddOptionsOfCall(IInvocationOperation call, ConcurrentBag<ITypeSymbol> bound)
    {
        if (call.TargetMethod is { Name: "Bind", TypeArguments.Length: 1, ContainingType.Name: "OptionsBinder" or "ComponentPlan" } method)
        {
            bound.Add(method.TypeArguments[0]);
        }
    }

    private static IEnumerable<IPropertySymbol> Keys(INamedTypeSymbol record)
    {
        for (INamedTypeSymbol? type = record; type is not null && type.Locations.Any(place => place.IsInSource); type = type.BaseType)
        {
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
            {
                if (property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, SetMethod: not null })
                {
                    yield return property;
                }
            }
        }
    }

    private static bool IsNumber(ITypeSymbol type, INamedTypeSymbol parameter)
    {
        var element = Element(type);
        if (element.SpecialType == SpecialType.System_Double)
        {
            return true;
        }

        for (ITypeSymbol? one = element; one is not null; one = one.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(one, parameter))
            {
                return true;
            }
        }

        return false;
    }

    // Of a nullable value and of a list the element counts.
    private static ITypeSymbol Element(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Nullable" or "IReadOnlyList", TypeArguments.Length: 1 } wrapper
        ? Element(wrapper.TypeArguments[0])
        : type;
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace DiffImaging.Sdk.Analyzers;

/// <summary>Finds fields of stages, regularizers and their like that hold a tensor which their Dispose never mentions.</summary>
/// <remarks>A field counts as disposed where Dispose, or a member of the class that Dispose calls, mentions it: how it is disposed
/// (one by one, in a loop, by exchange) is not looked at. Parameters of a primary constructor are borrowed.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorOwnershipAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [PluginRules.Ownership];

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var kinds = new[] { "Tensor", "Generator" }
                .Select(name => start.Compilation.GetTypeByMetadataName("TorchSharp.torch+" + name))
                .OfType<INamedTypeSymbol>()
                .ToImmutableArray();
            if (!kinds.IsEmpty)
            {
                start.RegisterSymbolStartAction(symbol => StartType(symbol, kinds), SymbolKind.NamedType);
            }
        });
    }

    private static void StartType(SymbolStartAnalysisContext context, ImmutableArray<INamedTypeSymbol> kinds)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || !SdkContracts.IsOwnedComponent(type))
        {
            return;
        }

        var held = Holders(type, kinds).ToList();
        if (held.Count == 0)
        {
            return;
        }

        // Which members of the class each of its members mentions.
        var mentions = new ConcurrentBag<(ISymbol From, ISymbol To)>();
        context.RegisterOperationAction(
            operation =>
            {
                var member = operation.Operation switch
                {
                    IInvocationOperation call => call.TargetMethod,
                    IMemberReferenceOperation reference => reference.Member,
                    _ => null,
                };
                if (member is not null && SymbolEqualityComparer.Default.Equals(member.ContainingType, type))
                {
                    mentions.Add((operation.ContainingSymbol, member));
                }
            },
            OperationKind.Invocation, OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.MethodReference);
        context.RegisterSymbolEndAction(end =>
        {
            var reached = ReachedFromDispose(type, mentions);
            foreach (var (member, content) in held.Where(one => !reached.Contains(one.Member)))
            {
                end.ReportDiagnostic(Diagnostic.Create(PluginRules.Ownership, member.Locations[0], type.Name, content, member.Name));
            }
        });
    }

    // Fields, and automatic properties in place of their hidden fields.
    private static IEnumerable<(ISymbol Member, string Content)> Holders(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> kinds)
    {
        foreach (var field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
        {
            var member = field.AssociatedSymbol is IPropertySymbol property ? property : (ISymbol)field;
            if (!member.IsImplicitlyDeclared && Content(field.Type, kinds) is { } content && !member.GetAttributes().Any(IsBorrowed))
            {
                yield return (member, content);
            }
        }
    }

    // Alone, in an array, or in a generic type such as a list, a tuple or a Lazy; a function of tensors holds none.
    private static string? Content(ITypeSymbol type, ImmutableArray<INamedTypeSymbol> kinds) => type switch
    {
        { TypeKind: TypeKind.Delegate } => null,
        IArrayTypeSymbol array => Content(array.ElementType, kinds),
        INamedTypeSymbol named when kinds.Any(kind => SymbolEqualityComparer.Default.Equals(kind, named)) => "torch." + named.Name,
        INamedTypeSymbol { IsGenericType: true } generic =>
            generic.TypeArguments.Select(argument => Content(argument, kinds)).FirstOrDefault(content => content is not null),
        _ => null,
    };

    private static bool IsBorrowed(AttributeData attribute) => attribute.AttributeClass?.Name == "BorrowedAttribute";

    private static HashSet<ISymbol> ReachedFromDispose(INamedTypeSymbol type, IEnumerable<(ISymbol From, ISymbol To)> mentions)
    {
        var next = mentions.ToLookup(pair => Owner(pair.From), pair => Owner(pair.To), SymbolEqualityComparer.Default);
        var reached = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>(type.GetMembers().OfType<IMethodSymbol>().Where(IsDispose));
        while (open.Count > 0)
        {
            var member = open.Pop();
            if (reached.Add(member))
            {
                foreach (var mentioned in next[member])
                {
                    open.Push(mentioned);
                }
            }
        }

        return reached;
    }

    private static bool IsDispose(IMethodSymbol method) =>
        method.Name is "Dispose" or "DisposeAsync" || method.ExplicitInterfaceImplementations.Any(contract => contract.Name == "Dispose");

    // The body of a property is its accessor.
    private static ISymbol Owner(ISymbol member) => (member as IMethodSymbol)?.AssociatedSymbol ?? member.OriginalDefinition;
}

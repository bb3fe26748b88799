using Microsoft.CodeAnalysis;

namespace DiffImaging.Sdk.Analyzers;

/// <summary>The SDK's types as a compilation knows them; there are none where the SDK is not referenced.</summary>
internal sealed class SdkContracts
{
    private const string SdkAssembly = "DiffImaging.Sdk";

    private readonly INamedTypeSymbol _factory;
    private readonly INamedTypeSymbol? _export;

    private SdkContracts(INamedTypeSymbol factory, INamedTypeSymbol? export) => (_factory, _export) = (factory, export);

    public static SdkContracts? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("DiffImaging.Sdk.Composition.IComponentFactory") is { } factory
            ? new SdkContracts(factory, compilation.GetTypeByMetadataName("System.Composition.ExportAttribute"))
            : null;

    /// <summary>Gives the kinds of component that a type makes, such as ForwardStage for IForwardStageFactory.</summary>
    public IEnumerable<string> KindsOf(INamedTypeSymbol type) => type.AllInterfaces
        .Where(contract => IsOfSdk(contract) && contract.AllInterfaces.Contains(_factory, SymbolEqualityComparer.Default))
        .Select(contract => contract.Name.Substring(1, contract.Name.Length - "IFactory".Length));

    /// <summary>Gives the attributes that export a type as a component, each with the kind that it exports as.</summary>
    public IEnumerable<KeyValuePair<string, AttributeData>> ComponentExports(INamedTypeSymbol type) => type.GetAttributes()
        .Where(attribute => IsExport(attribute) && IsOfSdk(attribute.AttributeClass!))
        .Select(attribute => new KeyValuePair<string, AttributeData>(
            attribute.AttributeClass!.Name.Substring("Export".Length, attribute.AttributeClass.Name.Length - "ExportAttribute".Length), attribute));

    public bool IsExported(INamedTypeSymbol type) => type.GetAttributes().Any(IsExport);

    /// <summary>Tells whether the host owns such an object through a contract of the SDK, and disposes it.</summary>
    public static bool IsOwnedComponent(INamedTypeSymbol type) => type.AllInterfaces
        .Any(contract => IsOfSdk(contract) && contract.AllInterfaces.Any(parent => parent.SpecialType == SpecialType.System_IDisposable));

    private bool IsExport(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, _export))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfSdk(INamedTypeSymbol type) => type.ContainingAssembly?.Name == SdkAssembly;
}

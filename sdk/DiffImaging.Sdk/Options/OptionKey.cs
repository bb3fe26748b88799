using System.Reflection;
using System.Runtime.CompilerServices;

namespace DiffImaging.Sdk.Options;

/// <summary>One key of an options record.</summary>
/// <param name="Property">The property behind the key.</param>
public sealed record OptionKey(PropertyInfo Property)
{
    /// <summary>The key in the configuration, in camelCase.</summary>
    public string Name { get; } = char.ToLowerInvariant(Property.Name[0]) + Property.Name[1..];

    /// <summary>Whether the key must be given.</summary>
    public bool IsRequired => Property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>The SI unit of a numeric option; "1" where none is declared.</summary>
    public string Unit => Property.GetCustomAttribute<UnitAttribute>()?.Unit ?? "1";

    /// <summary>The keys of an options record, in the order of declaration.</summary>
    public static IReadOnlyList<OptionKey> Of(Type options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0)
            .Select(property => new OptionKey(property))];
    }
}

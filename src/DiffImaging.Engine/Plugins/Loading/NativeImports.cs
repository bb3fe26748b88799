using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DiffImaging.Engine.Plugins.Loading;

/// <summary>The native functions that a plugin's own assembly calls: resolved when it is loaded, so that a missing library has a name before anything is computed.</summary>
/// <remarks>What is for other systems says so by <see cref="SupportedOSPlatformAttribute"/>, on the method, its class or the assembly, and is left alone. Where the compiler makes the call (<see cref="LibraryImportAttribute"/>), the method is the one that was written.</remarks>
internal static class NativeImports
{
    private const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private const BindingFlags AnyOfType = Any | BindingFlags.Instance;

    /// <summary>Resolves them.</summary>
    /// <exception cref="DllNotFoundException">A library is missing.</exception>
    /// <exception cref="EntryPointNotFoundException">A library does not have the function.</exception>
    public static void Require(Assembly assembly)
    {
        if (!IsForHere(assembly.GetCustomAttributes<SupportedOSPlatformAttribute>()))
        {
            return;
        }

        foreach (var method in assembly.GetTypes().Where(IsForHere).SelectMany(type => type.GetMethods(Any)).Where(IsImport))
        {
            Marshal.Prelink(method);
        }
    }

    private static bool IsImport(MethodInfo method) =>
        method.Attributes.HasFlag(MethodAttributes.PinvokeImpl) && !method.ContainsGenericParameters && IsForHere(method.GetCustomAttributes<SupportedOSPlatformAttribute>()) && IsMadeForHere(method);

    // A function within the method M is named <M>g__…: attributes of M are not repeated there.
    private static bool IsMadeForHere(MethodInfo method) => !method.Name.StartsWith('<')
        || method.DeclaringType!.GetMethods(AnyOfType).Where(written => method.Name.StartsWith($"<{written.Name}>", StringComparison.Ordinal)).All(written => IsForHere(written.GetCustomAttributes<SupportedOSPlatformAttribute>()));

    private static bool IsForHere(Type type) =>
        !type.ContainsGenericParameters && IsForHere(type.GetCustomAttributes<SupportedOSPlatformAttribute>()) && (type.DeclaringType is not { } outer || IsForHere(outer));

    private static bool IsForHere(IEnumerable<SupportedOSPlatformAttribute> platforms)
    {
        var names = platforms.Select(platform => platform.PlatformName.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.')).ToList();
        return names.Count == 0 || names.Exists(OperatingSystem.IsOSPlatform);
    }
}

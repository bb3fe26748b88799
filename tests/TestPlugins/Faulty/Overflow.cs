using System.Runtime.CompilerServices;

namespace TestPlugins.Faulty;

/// <summary>An overflow of the stack.</summary>
internal static class Overflow
{
    /// <summary>Ends the process.</summary>
    public static void Happen() => _ = Deeper(1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Deeper(int depth) => Deeper(depth + 1) + depth;
}

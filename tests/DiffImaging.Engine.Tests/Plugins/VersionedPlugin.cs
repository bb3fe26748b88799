using System.Text;

namespace DiffImaging.Engine.Tests.Plugins;

/// <summary>Changes the number of the build in the built plugin <c>Versioned</c>, in place, as a new build does.</summary>
internal static class VersionedPlugin
{
    private static readonly byte[] Mark = Encoding.Unicode.GetBytes("build-");

    public static void Rebuild(string assembly, int number)
    {
        var bytes = File.ReadAllBytes(assembly);
        var place = bytes.AsSpan().IndexOf(Mark);
        Assert.That(place, Is.Positive);
        Encoding.Unicode.GetBytes(FormattableString.Invariant($"build-{number:0000}")).CopyTo(bytes, place);
        File.WriteAllBytes(assembly, bytes);
    }
}

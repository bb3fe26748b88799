using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using DiffImaging.Reporting.Figures;
using SkiaSharp;

namespace DiffImaging.Reporting.Tests.Figures;

/// <summary>Reports look the same on a bare server: the only font is the one in the assembly.</summary>
[TestFixture]
public sealed class EmbeddedFontTests
{
    // Everything by which SkiaSharp could reach a font of the system.
    private static readonly string[] WaysToSystemFonts =
    [
        "SKFontManager.*", "SKFontStyleSet.*", "SKTypeface.FromFamilyName", "SKTypeface.get_Default",
        "SKTypeface.CreateDefault", "SKTypeface.FromFile", "SKCanvas.DrawText",
    ];

    [Test]
    public void The_assembly_calls_nothing_that_could_find_a_system_font()
    {
        using var stream = File.OpenRead(typeof(IFigure).Assembly.Location);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        var called = metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => (Type: TypeName(metadata, member), Name: metadata.GetString(member.Name)))
            .SelectMany(member => new[] { $"{member.Type}.{member.Name}", $"{member.Type}.*" })
            .ToArray();

        Assert.That(called, Has.Member("SKTypeface.FromData"), "the check must see what the assembly calls");
        Assert.That(called.Intersect(WaysToSystemFonts), Is.Empty);
    }

    [Test]
    public void Text_has_the_outlines_of_the_embedded_font()
    {
        using var stream = typeof(IFigure).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        using var typeface = SKTypeface.FromStream(stream);
        using var font = new SKFont(typeface, 100) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };
        using var expected = font.GetTextPath("θ = 36.73 mm", SKPoint.Empty);
        using var found = FigureFont.Outline("θ = 36.73 mm", 100);

        Assert.That(found.ToSvgPathData(), Is.EqualTo(expected.ToSvgPathData()).And.Not.Empty);
    }

    [Test]
    public void Every_character_of_physics_has_a_glyph_of_its_own()
    {
        using var unknown = FigureFont.Outline("\uE000", 100);
        foreach (var character in "θλφσχµπΔΣ∂∇√∞±×·−–≤≥≈°²⁰¹³⁴⁵⁶⁷⁸⁹⁻ÅäöüßéÉ✓✗|‖⟨⟩".Select(c => c.ToString()))
        {
            using var glyph = FigureFont.Outline(character, 100);
            Assert.That(glyph.ToSvgPathData(), Is.Not.Empty.And.Not.EqualTo(unknown.ToSvgPathData()), character);
        }
    }

    [Test]
    public void The_license_of_the_font_is_in_the_assembly()
    {
        using var stream = typeof(IFigure).Assembly.GetManifestResourceStream("DejaVuSans-LICENSE.txt")!;
        using var reader = new StreamReader(stream);
        Assert.That(reader.ReadToEnd(), Does.Contain("Bitstream").And.Contain("Permission is hereby granted"));
    }

    private static string TypeName(MetadataReader metadata, MemberReference member) =>
        metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name);
}

using System.Text;
using System.Xml;

namespace DiffImaging.Reporting.Reports;

/// <summary>Makes any text safe as content and as a quoted attribute; characters XML cannot hold become U+FFFD.</summary>
internal static class HtmlEscape
{
    public static string Text(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                _ => IsAllowed(rune) ? rune.ToString() : "\uFFFD",
            });
        }

        return escaped.ToString();
    }

    private static bool IsAllowed(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);
}

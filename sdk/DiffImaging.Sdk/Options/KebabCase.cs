using System.Text;

namespace DiffImaging.Sdk.Options;

/// <summary>Turns a .NET name into the form that configurations use.</summary>
public static class KebabCase
{
    /// <summary>Returns <c>log-amplitude-phase</c> for <c>LogAmplitudePhase</c>.</summary>
    public static string From(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder();
        foreach (var (letter, index) in name.Select((letter, index) => (letter, index)))
        {
            if (char.IsUpper(letter) && index > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}

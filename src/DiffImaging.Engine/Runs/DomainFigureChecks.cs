using System.Text.RegularExpressions;
using DiffImaging.Sdk.Modalities;

namespace DiffImaging.Engine.Runs;

/// <summary>What a plugin's figures must keep to so that they can be written.</summary>
internal static partial class DomainFigureChecks
{
    /// <summary>Returns the figures, where they can be written.</summary>
    /// <exception cref="ArgumentException">They cannot; the message names the figure.</exception>
    public static DomainFigures Require(DomainFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        foreach (var image in figures.Images)
        {
            RequireOnce(figures.Images.Count(other => other.Name == image.Name), image.Name);
            if (!KebabName().IsMatch(image.Name))
            {
                throw new ArgumentException($"the image '{image.Name}' is not named in kebab-case");
            }

            if (image.Rows < 1 || image.Columns < 1 || image.Values.Length != (long)image.Rows * image.Columns)
            {
                throw new ArgumentException($"the image '{image.Name}' has {image.Values.Length} values for {image.Rows} × {image.Columns} pixels");
            }

            foreach (var axis in new[] { image.X, image.Y })
            {
                if (!(double.IsFinite(axis.First) && double.IsFinite(axis.Pitch) && axis.Pitch > 0))
                {
                    throw new ArgumentException($"the axis '{axis.Label}' of the image '{image.Name}' has the pitch {axis.Pitch} from {axis.First}");
                }
            }
        }

        foreach (var number in figures.Numbers)
        {
            RequireOnce(figures.Numbers.Count(other => other.Name == number.Name), number.Name);
        }

        return figures;
    }

    private static void RequireOnce(int count, string name)
    {
        if (count > 1)
        {
            throw new ArgumentException($"the name '{name}' is given twice");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabName();
}

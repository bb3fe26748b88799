namespace DiffImaging.Data;

/// <summary>Finds the images that a folder, or a pattern such as <c>scan/led_*.tif</c>, stands for, in the order of their
/// numbers.</summary>
/// <remarks>The names must be alike but for one number, which counts without a gap: a missing image would otherwise shift all that
/// follow. Of a folder the files count whose names end as image files' do; of a pattern all that match.</remarks>
public static class NumberedImages
{
    private const string Wildcards = "*?";

    private static readonly string[] Extensions = [".tif", ".tiff", ".png", ".jpg", ".jpeg", ".npy"];

    /// <summary>True where a path names a file, a folder, or a pattern that files match.</summary>
    /// <param name="path">File, folder or pattern.</param>
    public static bool Exist(string path) => File.Exists(path) || Directory.Exists(path) || (IsPattern(path) && Matches(path).Length > 0);

    /// <summary>The files that a path stands for.</summary>
    /// <param name="path">A folder or a pattern; a path of any other kind stands for itself.</param>
    /// <returns>At least one path; whether an only one exists is left for the reader to find.</returns>
    /// <exception cref="MeasurementException">There is none, names differ in more than one number, a number is missing or appears twice, or
    /// a folder holds images of several kinds.</exception>
    public static IReadOnlyList<string> Expand(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (File.Exists(path))
        {
            return [path];
        }

        var files = Directory.Exists(path) ? Images(path) : IsPattern(path) ? Matches(path) : null;
        if (files is { Length: 0 })
        {
            throw new MeasurementException(path, $"no image is there; files that end in {string.Join(", ", Extensions)} were expected", null);
        }

        return files is null ? [path] : InOrder(path, files);
    }

    private static bool IsPattern(string path) => Path.GetFileName(path).AsSpan().ContainsAny(Wildcards);

    private static string[] Images(string folder)
    {
        var images = Directory.GetFiles(folder).Where(file => Extensions.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal).ToArray();
        var kinds = images.GroupBy(file => Path.GetExtension(file).ToLowerInvariant()).Select(kind => kind.First()).ToList();
        return kinds.Count <= 1
            ? images
            : throw new MeasurementException(
                folder,
                $"holds images of several kinds, such as {string.Join(" and ", kinds.Select(Path.GetFileName))}; name those that are meant by a "
                + $"pattern, such as '*{Path.GetExtension(kinds[0])}'",
                null);
    }

    private static string[] Matches(string pattern)
    {
        var folder = Path.GetDirectoryName(pattern) is { Length: > 0 } named ? named : ".";
        return Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, Path.GetFileName(pattern)).Order(StringComparer.Ordinal)]
            : [];
    }

    private static IReadOnlyList<string> InOrder(string path, string[] files)
    {
        var names = files.Select(file => new NumberedName(file)).ToList();
        if (names.Count == 1)
        {
            return files;
        }

        var usual = names.GroupBy(name => name.Text).OrderByDescending(group => group.Count()).First().First();
        if (names.Find(name => name.Text != usual.Text) is { } odd)
        {
            throw new MeasurementException(
                odd.Path, $"its name is not one of the numbered ones beside it, such as {Path.GetFileName(usual.Path)}; move it or give a pattern", null);
        }

        var changing = Enumerable.Range(0, usual.Numbers.Count).Where(i => names.Exists(name => name.Numbers[i] != usual.Numbers[i])).ToList();
        if (changing.Count != 1)
        {
            throw new MeasurementException(
                path, $"{changing.Count} numbers change in the names of its images, such as {Path.GetFileName(names[0].Path)} and "
                + $"{Path.GetFileName(names[^1].Path)}; exactly one was expected: give a pattern, or list the files in their order",
                null);
        }

        return Count([.. names.OrderBy(name => name.Numbers[changing[0]])], changing[0]);
    }

    private static IReadOnlyList<string> Count(List<NumberedName> names, int counter)
    {
        for (var i = 1; i < names.Count; i++)
        {
            var (before, number) = (names[i - 1].Numbers[counter], names[i].Numbers[counter]);
            if (number != before + 1)
            {
                throw new MeasurementException(
                    names[i].Path,
                    number == before
                        ? $"has the same number {number} as {Path.GetFileName(names[i - 1].Path)}"
                        : $"comes after {Path.GetFileName(names[i - 1].Path)}: number {before + 1} is missing; list the files where that is meant",
                    null);
            }
        }

        return [.. names.Select(name => name.Path)];
    }
}

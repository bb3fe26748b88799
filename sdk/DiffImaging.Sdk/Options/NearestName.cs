namespace DiffImaging.Sdk.Options;

/// <summary>Finds the known name that a misspelled one most likely means.</summary>
public static class NearestName
{
    /// <summary>Returns the nearest known name, or null where none is near.</summary>
    /// <param name="name">The name found.</param>
    /// <param name="known">The names expected.</param>
    public static string? Find(string name, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(name);
        var best = known
            .Select(candidate => (candidate, Distance: Rank(name, candidate)))
            .OrderBy(pair => pair.Distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .FirstOrDefault((candidate: "", Distance: int.MaxValue));
        return best.Distance <= Math.Max(2, name.Length / 2) ? best.candidate : null;
    }

    /// <summary>Words an addition to a message: " Did you mean 'x'?", or the list of what is known.</summary>
    public static string Hint(string name, IReadOnlyCollection<string> known) => Find(name, known) is { } near
        ? $"did you mean '{near}'? Known: {string.Join(", ", known.Order(StringComparer.Ordinal))}"
        : known.Count == 0 ? "none is known here" : $"known: {string.Join(", ", known.Order(StringComparer.Ordinal))}";

    // A name that begins like the known one ("dist" for "distance") counts as near.
    private static int Rank(string name, string candidate) =>
        name.Length >= 3 && candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 1 : EditDistance(name, candidate);

    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[b.Length];
    }
}

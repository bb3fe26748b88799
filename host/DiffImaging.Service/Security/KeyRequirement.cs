using System.Net;

namespace DiffImaging.Service.Security;

/// <summary>Whether a service asks for keys: as soon as one of its addresses can be reached from elsewhere, or where the settings say so.</summary>
/// <param name="IsRequired">Whether it does.</param>
internal sealed record KeyRequirement(bool IsRequired)
{
    /// <summary>What the addresses call for.</summary>
    /// <param name="urls">The addresses, apart by ';'.</param>
    /// <param name="always">Whether the settings ask for keys anyway.</param>
    public static KeyRequirement Of(string urls, bool always) =>
        new(always || urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(url => !IsLoopback(url)));

    // '+' and '*' stand for every address and are no host names: what cannot be read as loopback is not.
    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));
}

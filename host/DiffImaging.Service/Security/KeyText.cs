using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace DiffImaging.Service.Security;

/// <summary>A key as its holder has it: <c>di_ID_SECRET</c>.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Secret">256 random bits: a plain hash of them cannot be searched.</param>
internal sealed record KeyText(string Id, string Secret)
{
    private const string Prefix = "di";
    private const int Longest = 200;

    /// <summary>SHA-256 of the secret, in hexadecimal digits.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Secret)));

    /// <summary>A new one.</summary>
    public static KeyText Create() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)));

    /// <summary>Takes apart what was sent; null where it is no key.</summary>
    public static KeyText? Parse(string text) =>
        text.Length <= Longest && text.Split('_', 3) is [Prefix, { Length: > 0 } id, { Length: > 0 } secret] ? new KeyText(id, secret) : null;

    /// <summary>Whether the secret has a hash, in a time that tells nothing.</summary>
    public bool Has(string hash) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Hash), Encoding.UTF8.GetBytes(hash));

    /// <inheritdoc />
    public override string ToString() => $"{Prefix}_{Id}_{Secret}";
}

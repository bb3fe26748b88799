using System.Security.Claims;
using DiffImaging.Service.Security;

namespace DiffImaging.Web.Security;

/// <summary>Somebody who has signed in with a key, for as long as the key is taken.</summary>
internal static class KeyHolder
{
    private const string KeyId = "key";

    /// <summary>The holder of a key.</summary>
    public static ClaimsPrincipal Of(ApiKey key)
    {
        var identity = ApiIdentity.Of(key.Name, key.Role, PageSecurity.Cookie);
        identity.AddClaim(new Claim(KeyId, key.Id));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Whether the key that somebody has signed in with is still taken, with the role that it had.</summary>
    public static async Task<bool> IsKnownAsync(ClaimsPrincipal user, IApiKeyStore keys, CancellationToken cancellation)
    {
        var id = user.FindFirstValue(KeyId);
        var key = id is null ? null : (await keys.ListAsync(cancellation)).FirstOrDefault(key => key.Id == id);
        return key is not null && user.IsInRole(key.Role.ToString());
    }
}

using System.Security.Claims;

namespace DiffImaging.Service.Security;

/// <summary>Who asks, as what authorises reads it.</summary>
internal static class ApiIdentity
{
    /// <summary>Somebody with a role, and with those that it includes.</summary>
    public static ClaimsIdentity Of(string name, ApiRole role, string scheme)
    {
        var roles = Enum.GetValues<ApiRole>().Where(included => included <= role).OrderDescending().Select(included => new Claim(ClaimTypes.Role, included.ToString()));
        return new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. roles], scheme);
    }
}

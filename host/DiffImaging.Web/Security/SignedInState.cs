using DiffImaging.Service.Security;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.Logging;

namespace DiffImaging.Web.Security;

/// <summary>Ends what an open page allows when its key is taken back.</summary>
internal sealed class SignedInState(ILoggerFactory loggers, KeyRequirement requirement, IApiKeyStore keys) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval { get; } = TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(authenticationState);
        return !requirement.IsRequired || await KeyHolder.IsKnownAsync(authenticationState.User, keys, cancellationToken);
    }
}

using DiffImaging.Service.Security;

namespace DiffImaging.Web.Security;

/// <summary>What the page allows whom; each role includes those before it.</summary>
internal static class PagePolicies
{
    public const string Read = "Page.Read";
    public const string Submit = "Page.Submit";
    public const string Administer = "Page.Administer";

    /// <summary>The policy for a role.</summary>
    public static string Of(ApiRole role) => $"Page.{role}";
}

namespace DiffImaging.Web;

/// <summary>Where the page's parts are.</summary>
internal static class PageAddresses
{
    public const string Home = "/";
    public const string Jobs = "/jobs";
    public const string NewExperiment = "/new";
    public const string Plugins = "/plugins";
    public const string NotFound = "/not-found";
    public const string SignIn = "/sign-in";

    /// <summary>The page of a job.</summary>
    public static string Job(string id) => $"{Jobs}/{id}";

    /// <summary>A file of a job's result.</summary>
    public static string Result(string id, string file) => $"{Jobs}/{id}/result/{file}";
}

namespace DiffImaging.Web.Security;

/// <summary>A folder that only the service's own user may look into.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it where it is missing.</summary>
    /// <returns>Its path.</returns>
    public static string Create(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path).FullName
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
}

using DiffImaging.Service.Storage;

namespace DiffImaging.Service.Security;

/// <summary>The keys of a service, whether it runs or not.</summary>
public static class ApiKeys
{
    /// <summary>Opens the keys in the database that the settings of a data folder mean.</summary>
    public static async Task<IApiKeyStore> OpenAsync(DataFolder data, CancellationToken cancellation)
    {
        var keys = new SqlApiKeyStore(Databases.Of(ServiceSettings.Read(ServiceSettings.Layers(data)).Store, data));
        await keys.PrepareAsync(cancellation);
        return keys;
    }
}

using DiffImaging.Service.Options;
using Microsoft.Extensions.Configuration;

namespace DiffImaging.Service;

/// <summary>Reads the settings of a service: <c>appsettings.json</c> in its data folder, then variables <c>DIFFIMAGING_SERVICE_…</c>.</summary>
internal static class ServiceSettings
{
    private const string EnvironmentPrefix = "DIFFIMAGING_SERVICE_";

    /// <summary>Adds the layers.</summary>
    public static IConfigurationBuilder AddServiceSettings(this IConfigurationBuilder builder, DataFolder data, IReadOnlyDictionary<string, string?>? overrides) =>
        builder.AddJsonFile(data.Settings, optional: true).AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(overrides ?? new Dictionary<string, string?>());

    /// <summary>The settings of a data folder.</summary>
    public static ServiceOptions Read(DataFolder data)
    {
        var options = new ServiceOptions();
        new ConfigurationBuilder().AddServiceSettings(data, null).Build().Bind(options);
        return options;
    }
}

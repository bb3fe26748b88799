using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DiffImaging.Service.Options;
using Microsoft.Extensions.Configuration;

namespace DiffImaging.Service;

/// <summary>Reads the settings of a service: <c>appsettings.json</c> in its data folder, then variables <c>DIFFIMAGING_SERVICE_…</c>.</summary>
internal static class ServiceSettings
{
    /// <summary>The section of the logging library, which reads it itself.</summary>
    public const string Logging = "Logging";

    private const string EnvironmentPrefix = "DIFFIMAGING_SERVICE_";

    /// <summary>Brings the layers together.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="overrides">Settings that win over file and environment; null for none.</param>
    /// <exception cref="SettingsException">The file is no JSON.</exception>
    public static IConfigurationRoot Layers(DataFolder data, IReadOnlyDictionary<string, string?>? overrides = null)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(data.Settings, optional: true).AddEnvironmentVariables(EnvironmentPrefix)
                .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>()).Build();
        }
        catch (InvalidDataException exception)
        {
            throw new SettingsException($"{data.Settings}: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    /// <summary>The settings, strictly: no unknown key, nothing out of its range.</summary>
    /// <exception cref="SettingsException">Something is wrong; the message begins with the key.</exception>
    public static ServiceOptions Read(IConfiguration layers)
    {
        var options = new ServiceOptions();
        var properties = typeof(ServiceOptions).GetProperties();
        foreach (var section in layers.GetChildren().Where(section => !section.Key.Equals(Logging, StringComparison.OrdinalIgnoreCase)))
        {
            var property = Array.Find(properties, known => known.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase))
                ?? throw new SettingsException($"{section.Key}: unknown setting; known are {string.Join(", ", properties.Select(known => known.Name).Append(Logging))}.");
            Bind(options, property, section);
        }

        foreach (var property in properties)
        {
            Validate(property.Name, property.GetValue(options)!);
        }

        return options;
    }

    private static void Bind(ServiceOptions options, PropertyInfo property, IConfigurationSection section)
    {
        try
        {
            property.SetValue(options, section.Get(property.PropertyType, binder => binder.ErrorOnUnknownConfiguration = true) ?? property.GetValue(options));
        }
        catch (InvalidOperationException exception)
        {
            throw new SettingsException($"{section.Key}: {exception.Message}");
        }
    }

    private static void Validate(string name, object? section)
    {
        var wrong = new List<ValidationResult>();
        if (section is not null && !Validator.TryValidateObject(section, new ValidationContext(section), wrong, validateAllProperties: true))
        {
            throw new SettingsException($"{name}:{string.Join(", ", wrong[0].MemberNames)}: {wrong[0].ErrorMessage}");
        }
    }
}

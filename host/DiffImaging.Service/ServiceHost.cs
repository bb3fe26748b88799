using System.Text.Json;
using System.Text.Json.Serialization;
using DiffImaging.Service.Api;
using DiffImaging.Service.Files;
using DiffImaging.Service.Inspection;
using DiffImaging.Service.Jobs;
using DiffImaging.Service.Nodes;
using DiffImaging.Service.Operations;
using DiffImaging.Service.Options;
using DiffImaging.Service.Plugins;
using DiffImaging.Service.Scheduling;
using DiffImaging.Service.Security;
using DiffImaging.Service.Storage;
using DiffImaging.Service.Workers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace DiffImaging.Service;

/// <summary>Puts a service together.</summary>
public static class ServiceHost
{
    private const string DefaultUrls = "http://localhost:5080";
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromMinutes(5);

    /// <summary>Makes a service that is not started yet.</summary>
    /// <param name="data">The folder that it keeps everything of its own in.</param>
    /// <param name="urls">Where it listens; null for the settings, and without them for loopback.</param>
    /// <param name="command">How the program that runs jobs is called.</param>
    /// <param name="settings">Settings that override file and environment.</param>
    /// <param name="part">What the program adds; null for the API alone.</param>
    /// <exception cref="SettingsException">The settings are wrong.</exception>
    /// <exception cref="IOException">Another service has the folder, or an address can be reached from elsewhere and there is no key.</exception>
    public static Task<WebApplication> CreateAsync(DataFolder data, string? urls, JobCommand command, IReadOnlyDictionary<string, string?>? settings = null, IServicePart? part = null) =>
        CreateAsync(data, urls, command, settings, part, change: null);

    /// <summary>Makes a service of which parts are others.</summary>
    internal static async Task<WebApplication> CreateAsync(
        DataFolder data, string? urls, JobCommand command, IReadOnlyDictionary<string, string?>? settings, IServicePart? part, Action<IServiceCollection>? change)
    {
        ArgumentNullException.ThrowIfNull(data);
        var layers = ServiceSettings.Layers(data, settings);
        var options = ServiceSettings.Read(layers);
        data.Take();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(ServiceHost).Assembly.GetName().Name });
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, true));
        builder.Logging.AddConfiguration(layers.GetSection(ServiceSettings.Logging)).AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, false));
        builder.Logging.AddFilter("Quartz", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddSystemd().AddWindowsService(windows => windows.ServiceName = "DiffImaging").AddHostedService<SystemdNotices>();
        builder.Logging.WriteAs(options.Telemetry.Logs);
        builder.Services.AddTelemetry(options);
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        var addresses = urls ?? options.Urls ?? DefaultUrls;
        builder.WebHost.UseUrls(addresses);
        AddSecurity(builder.Services, KeyRequirement.Of(addresses, options.Security.RequireKeys));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = options.Uploads.LargestRequest);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.Node.StopWithin + 15));
        AddJobs(builder.Services, data, command, options);
        builder.Services.AddRouting().AddOpenApi("v1", document => document.AddDocumentTransformer((api, _, _) =>
        {
            (api.Info.Title, api.Info.Description) = ("DiffImaging", "Experiments as jobs. Errors are problem documents.");
            return Task.CompletedTask;
        }));
        builder.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = RoutingProblems.Explain).AddExceptionHandler<ProblemHandler>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        builder.Services.AddScoped<SubmissionReader>().AddSingleton<Submissions>();
        part?.AddServices(builder.Services, data);
        change?.Invoke(builder.Services);

        var app = builder.Build();
        try
        {
            await app.Services.GetRequiredService<IJobStore>().PrepareAsync(CancellationToken.None);
            await app.Services.GetRequiredService<INodeStore>().PrepareAsync(CancellationToken.None);
            await app.Services.GetRequiredService<IJobFiles>().PrepareAsync(CancellationToken.None);
            await RequireKeysAsync(app.Services, addresses);
        }
        catch
        {
            data.Dispose();
            await app.DisposeAsync();
            throw;
        }

        app.UseExceptionHandler();
        app.UseStatusCodePages();
        part?.Use(app);
        app.UseRouting();
        app.UseJobLogScope();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapJobs();
        app.MapComponents();
        app.MapNodes();
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        app.MapHealth();
        app.MapMetrics();
        part?.Map(app);
        return app;
    }

    private static void AddSecurity(IServiceCollection services, KeyRequirement requirement)
    {
        services.AddSingleton(requirement).AddSingleton<IApiKeyStore, SqlApiKeyStore>();
        services.AddAuthentication(ApiKeyHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<ApiRole>())
        {
            authorization.AddPolicy(role.ToString(), policy => policy.RequireRole(role.ToString()));
        }

        // What no policy was thought of for is for administrators.
        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(nameof(ApiRole.Administer)).Build());
    }

    private static async Task RequireKeysAsync(IServiceProvider services, string addresses)
    {
        var keys = services.GetRequiredService<IApiKeyStore>();
        await keys.PrepareAsync(CancellationToken.None);
        if (services.GetRequiredService<KeyRequirement>().IsRequired && (await keys.ListAsync(CancellationToken.None)).Count == 0)
        {
            throw new IOException($"'{addresses}' can be reached from elsewhere, and there is no key yet: make one with 'diffimaging keys add NAME --role administer', with the same --data.");
        }
    }

    private static void AddJobs(IServiceCollection services, DataFolder data, JobCommand command, ServiceOptions options)
    {
        var database = Databases.Of(options.Store, data);

        // Made by a factory, they end with the service.
        services.AddSingleton(_ => data).AddSingleton(_ => database).AddSingleton(command);
        services.AddSingleton(provider => new Patience(DatabasePatience, provider.GetRequiredService<ILogger<Patience>>()));
        services.AddSingleton<IJobFiles>(provider => options.Store.FilesIn == FilePlace.Database
            ? new PostgresJobFiles((PostgresDatabase)database, provider.GetRequiredService<Patience>())
            : new FolderJobFiles(options.Store.Files ?? data.Jobs));
        services.AddSingleton<IJobStore>(provider => new PatientJobStore(
            new SqlJobStore(database, TimeSpan.FromSeconds(options.Store.Silence)), provider.GetRequiredService<Patience>()));
        services.AddSingleton<PluginConduct>().AddSingleton<IDefinitionInspector, DefinitionInspector>().AddSingleton<ProgramDocuments>();
        services.AddSingleton<INodeStore>(new SqlNodeStore(database, TimeSpan.FromSeconds(options.Store.Silence))).AddSingleton<MemoryAdmission>().AddHostedService<NodeSigns>();
        services.AddSingleton<NodeSpace>().AddSingleton<JobRunner>().AddSingleton<JobQueue>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                (scheduler.InstanceName, scheduler.InstanceId) = ("diffimaging", options.Node.Name);
                scheduler.IdleWaitTime = TimeSpan.FromSeconds(2);
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(Math.Max(1, options.Node.Jobs));
            quartz.UsePersistentStore(store =>
            {
                database.Use(store);
                store.ProvisionSchema();
            });
        });
        services.AddQuartzHostedService(hosted => (hosted.AutoStart, hosted.WaitForJobsToComplete) = (options.Node.Jobs > 0, true));
        services.AddHostedService<QueueReconciler>().AddHostedService<Retention>().AddHostedService<Leftovers>();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DiffImaging.Service;

/// <summary>What a program adds to a service, such as a web page; the service itself has only the API.</summary>
public interface IServicePart
{
    /// <summary>Adds what it needs.</summary>
    /// <param name="services">Services of the service.</param>
    /// <param name="data">The folder that the service keeps everything of its own in.</param>
    void AddServices(IServiceCollection services, DataFolder data);

    /// <summary>Adds what sees a request before it is known which call it means.</summary>
    void Use(WebApplication app);

    /// <summary>Adds its own addresses.</summary>
    void Map(WebApplication app);
}

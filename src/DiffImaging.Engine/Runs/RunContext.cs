using DiffImaging.Engine.Configuration;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>Turns the section <c>run</c> into a context.</summary>
public static class RunContext
{
    /// <summary>Checks the device, sets the threads, and makes the context.</summary>
    /// <exception cref="ConfigurationException">The device is not known or not there.</exception>
    public static StageContext Create(RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        const string place = ExperimentSections.Run + ":device";
        var name = options.Device.Trim().ToUpperInvariant();
        if (name != "CPU" && name != "CUDA" && !(name.StartsWith("CUDA:", StringComparison.Ordinal) && int.TryParse(name[5..], out _)))
        {
            throw new ConfigurationException(place, $"found '{options.Device}', expected cpu, cuda or cuda:N.");
        }

        if (name != "CPU" && !torch.cuda.is_available())
        {
            throw new ConfigurationException(place, $"found '{options.Device}', but no CUDA device can be used here; 'diffimaging doctor' says why. Take cpu, or build with -p:TorchRuntime=cuda.");
        }

        if (options.Threads > 0)
        {
            torch.set_num_threads(options.Threads);
        }

        return new StageContext(torch.device(options.Device), options.Precision, options.Seed);
    }
}

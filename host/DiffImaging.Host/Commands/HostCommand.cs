using System.CommandLine;

namespace DiffImaging.Host.Commands;

/// <summary>A command whose own help says more than its line in the list of commands.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in one sentence.</param>
internal sealed class HostCommand(string name, string description) : Command(name, description)
{
    /// <summary>What else should be known of it, in lines.</summary>
    public string Details { get; init; } = "";

    /// <summary>Calls that may be copied, in lines.</summary>
    public string Examples { get; init; } = "";
}

using System.ComponentModel;

namespace DiffImaging.Host.Studies;

/// <summary>Values that follow the seeds in turn: the first seed gets the first one.</summary>
internal sealed record StudyCycle
{
    [Description("Name, used in settings as {name}.")]
    public required string Name { get; init; }

    [Description("The values.")]
    public required IReadOnlyList<string> Values { get; init; }
}

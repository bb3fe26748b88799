using DiffImaging.Sdk.Options;

namespace DiffImaging.Sdk.Tests.Options;

internal sealed record PartOptions
{
    [Unit("m")]
    public required double Width { get; init; }
}

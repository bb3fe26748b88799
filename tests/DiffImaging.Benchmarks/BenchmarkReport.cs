using System.Globalization;
using System.Text.Json;

namespace DiffImaging.Benchmarks;

/// <summary>The figures of one run.</summary>
internal sealed record BenchmarkReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>What one iteration is.</summary>
    public required string Title { get; init; }

    /// <summary>What the iteration is compared with.</summary>
    public required string Transforms { get; init; }

    /// <summary>Rows and columns of the object.</summary>
    public required int Size { get; init; }

    public required int Threads { get; init; }

    public required int Repetitions { get; init; }

    /// <summary>Median times, in milliseconds.</summary>
    public required double TransformsMilliseconds { get; init; }

    public required double EngineMilliseconds { get; init; }

    public required double AutogradMilliseconds { get; init; }

    /// <summary>Medians of the ratios within one round, which a change of the machine's load hardly touches.</summary>
    public required double EngineToTransforms { get; init; }

    public required double AutogradToTransforms { get; init; }

    public required double AutogradToEngine { get; init; }

    public required Agreement RelativeDifference { get; init; }

    /// <summary>Peak memory in MiB before anything was timed but the engine, and at the end.</summary>
    public required double? EnginePeakMebibytes { get; init; }

    public required double? PeakMebibytes { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Indented);

    private string Parameters => RelativeDifference.ParameterGradient is { } all
        ? string.Create(CultureInfo.InvariantCulture, $"parameters' gradient {all:E1}")
        : string.Create(CultureInfo.InvariantCulture, $"distance gradient {RelativeDifference.DistanceGradient:E1}");

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {Title}
        {Threads} thread(s), {Repetitions} interleaved repetitions, medians

        {Transforms,-17} {TransformsMilliseconds,8:F1} ms
        engine            {EngineMilliseconds,8:F1} ms   {EngineToTransforms,6:F2} x the transforms
        autograd          {AutogradMilliseconds,8:F1} ms   {AutogradToTransforms,6:F2} x the transforms, {AutogradToEngine:F2} x the engine

        relative difference engine - autograd: loss {RelativeDifference.Loss:E1}, object gradient {RelativeDifference.ObjectGradient:E1}, {Parameters}
        peak memory: {EnginePeakMebibytes:F0} MiB with the engine alone, {PeakMebibytes:F0} MiB with all
        """);
}

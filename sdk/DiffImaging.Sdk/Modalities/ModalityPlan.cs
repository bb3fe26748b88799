using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace DiffImaging.Sdk.Modalities;

/// <summary>The recipe of a modality.</summary>
/// <param name="Source">Description of the empty signal that the first stage starts from: grid, wavelength, medium, frames.</param>
/// <param name="Defaults">The sections <c>pipeline</c>, <c>fidelity</c>, <c>regularizers</c>, <c>constraints</c> and <c>schedule</c>
/// of an experiment, as the lowest layer of the configuration: the experiment overrides any of it by name.</param>
public sealed record ModalityPlan(SignalDescription Source, JsonObject Defaults)
{
    /// <summary>Makes the initializer; null where every variable starts from its nominal value.</summary>
    public Func<StageContext, IInitializer>? CreateInitializer { get; init; }

    /// <summary>Makes what turns the result of a run into figures of the modality's field; null where it has none.</summary>
    public Func<StageContext, IFigureMaker>? CreateFigures { get; init; }

    /// <summary>Makes what shows a single frame without reconstruction; null where one frame shows nothing of the object.</summary>
    public Func<StageContext, IFrameView>? CreateFrameView { get; init; }

    /// <summary>Names of the frame sets that the initializer will find, in kebab-case: a phase of the schedule may name them.</summary>
    public IReadOnlyList<string> FrameSets { get; init; } = [];

    /// <summary>Errors and warnings.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>The plan where the options have errors: nothing but the findings, which the engine reports instead of going on.</summary>
    /// <param name="findings">The errors, and the warnings beside them.</param>
    public static ModalityPlan Unusable(FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return new ModalityPlan(new SignalDescription { Domain = SignalDomain.None, Grid = new SamplingGrid(1, 1, 1), Wavelength = 1 }, [])
        {
            Findings = findings.ToList(),
        };
    }
}

namespace DiffImaging.Engine.Configuration;

/// <summary>The top sections of an experiment definition.</summary>
public static class ExperimentSections
{
    /// <summary>Where the measurement is.</summary>
    public const string Data = "data";

    /// <summary>The modality's id and options.</summary>
    public const string Modality = "modality";

    /// <summary>The forward stages in the order of the light.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>The fidelity term.</summary>
    public const string Fidelity = "fidelity";

    /// <summary>The regularizers with their weights.</summary>
    public const string Regularizers = "regularizers";

    /// <summary>The constraints on object variables.</summary>
    public const string Constraints = "constraints";

    /// <summary>The phases of the joint optimisation.</summary>
    public const string Schedule = "schedule";

    /// <summary>Places that the joint optimisation is tried from.</summary>
    public const string Starts = "starts";

    /// <summary>How the weights of regularizers are chosen.</summary>
    public const string Weights = "weights";

    /// <summary>Error bars of the parameters.</summary>
    public const string Uncertainty = "uncertainty";

    /// <summary>What is written.</summary>
    public const string Output = "output";

    /// <summary>Seed, device and precision of the run.</summary>
    public const string Run = "run";

    /// <summary>How the definition becomes many: for the program that runs them, no part of an experiment.</summary>
    public const string Batch = "batch";

    /// <summary>Every section; names are compared without regard to case.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(
        [Data, Modality, Pipeline, Fidelity, Regularizers, Constraints, Schedule, Starts, Weights, Uncertainty, Output, Run, Batch], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a section as it is written here; any other name as it is.</summary>
    public static string Canonical(string name) => All.FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase), name);
}

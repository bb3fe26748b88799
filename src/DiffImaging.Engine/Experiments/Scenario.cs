namespace DiffImaging.Engine.Experiments;

/// <summary>What is known in a study of recovery.</summary>
public enum Scenario
{
    /// <summary>Neither object nor parameters: the experiment as it is.</summary>
    Blind,

    /// <summary>The parameters are known: what the object could be at best.</summary>
    Oracle,

    /// <summary>The parameters stay at their wrong nominal values: what ignoring them costs.</summary>
    Mismatched,

    /// <summary>The object is known: what the parameters could be at best.</summary>
    Ideal,
}

using DiffImaging.Engine.Runs;

namespace DiffImaging.Host.Terminal;

/// <summary>Takes what a run has to say while it goes.</summary>
internal interface IRunDisplay
{
    /// <summary>Takes the progress after an iteration.</summary>
    void Show(RunProgress progress);

    /// <summary>Takes a line for people to read.</summary>
    void Report(string line);

    /// <summary>No progress follows.</summary>
    void End();
}

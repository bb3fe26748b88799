namespace DiffImaging.Engine.Runs;

/// <summary>The course of a run.</summary>
/// <param name="Names">Names of the parameters' elements: <c>stage.name</c>, with an index where there are several.</param>
/// <param name="Entries">The iterations.</param>
public sealed record RunHistory(IReadOnlyList<string> Names, IReadOnlyList<HistoryEntry> Entries);

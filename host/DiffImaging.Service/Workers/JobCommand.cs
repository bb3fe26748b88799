namespace DiffImaging.Service.Workers;

/// <summary>How the program that runs jobs is called.</summary>
/// <param name="Program">Its executable file.</param>
/// <param name="Arguments">Arguments before the command.</param>
public sealed record JobCommand(string Program, IReadOnlyList<string> Arguments);

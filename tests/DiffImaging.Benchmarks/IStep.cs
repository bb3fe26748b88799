namespace DiffImaging.Benchmarks;

/// <summary>Something that is timed, one call at a time.</summary>
internal interface IStep : IDisposable
{
    string Name { get; }

    void Run();
}

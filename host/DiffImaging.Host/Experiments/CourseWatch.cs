using System.Diagnostics;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Host.Experiments;

/// <summary>Compares the iterates of a run with the truth as it goes, and does not count the time that this takes.</summary>
/// <remarks>Looks at the first iterate and then whenever the run has grown older by a twentieth: as finely as the time that is to be told, and never often.</remarks>
/// <param name="metrics">Names of the figures that are kept; those that a comparison does not have are left out.</param>
internal sealed class CourseWatch(IReadOnlySet<string> metrics)
{
    private const double Growth = 1.05;

    private readonly Stopwatch _clock = new();
    private readonly List<CoursePoint> _points = [];
    private Func<JointPoint, IReadOnlyDictionary<string, double>>? _compare;

    /// <summary>What was seen, in order.</summary>
    public IReadOnlyList<CoursePoint> Points => _points;

    /// <summary>Starts the clock.</summary>
    /// <param name="compare">Compares an iterate with the truth.</param>
    public void Start(Func<JointPoint, IReadOnlyDictionary<string, double>> compare)
    {
        _compare = compare;
        _points.Clear();
        _clock.Restart();
    }

    /// <summary>Looks at an iterate where it is time to.</summary>
    public void Look(int iteration, JointPoint point)
    {
        if (_points.Count == 0 || _clock.Elapsed.TotalSeconds >= Growth * _points[^1].Seconds)
        {
            Add(iteration, point);
            _clock.Start();
        }
    }

    /// <summary>Stops the clock and looks at what the run ends with.</summary>
    public void Finish(int iteration, JointPoint point) => Add(iteration, point);

    private void Add(int iteration, JointPoint point)
    {
        _clock.Stop();
        var values = _compare!(point).Where(pair => metrics.Contains(pair.Key)).ToDictionary();
        _points.Add(new CoursePoint(iteration, _clock.Elapsed.TotalSeconds, values));
    }
}

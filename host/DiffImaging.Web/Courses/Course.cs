namespace DiffImaging.Web.Courses;

/// <summary>How a run went, point after point.</summary>
/// <param name="Points">The points, in order of their iterations.</param>
public sealed record Course(IReadOnlyList<CoursePoint> Points)
{
    // What is drawn goes to the browser anew each time it grows.
    private const int MostDrawn = 300;

    public static Course Empty { get; } = new([]);

    /// <summary>Whether the fidelity can be drawn: a line needs two points.</summary>
    public bool CanBeDrawn => Points.Count > 1;

    /// <summary>The course with the latest point, where that is later.</summary>
    public Course With(CoursePoint? latest) =>
        latest is null || (Points.Count > 0 && Points[^1].Iteration >= latest.Iteration) ? this : new Course([.. Points, latest]);

    /// <summary>The points as they are drawn, not more than a picture shows.</summary>
    public Course Thinned()
    {
        if (Points.Count <= MostDrawn)
        {
            return this;
        }

        var step = (Points.Count + MostDrawn - 1) / MostDrawn;
        return new Course([.. Points.Where((_, index) => index % step == 0 || index == Points.Count - 1)]);
    }

    /// <summary>The fidelity of each phase, from where the one before left it; what a logarithm cannot show is left out.</summary>
    public IReadOnlyList<CourseLine> Fidelity()
    {
        var lines = new List<CourseLine>();
        foreach (var phase in Points.Where(point => point.Fidelity > 0).GroupBy(point => point.Phase))
        {
            var before = lines.Count == 0 ? [] : lines[^1].Marks.TakeLast(1);
            lines.Add(new CourseLine(phase.Key, "1", [.. before, .. phase.Select(point => new CourseMark(point.Iteration, point.Fidelity))]));
        }

        return lines;
    }

    /// <summary>The parameters that have moved.</summary>
    /// <param name="most">Lines at most, the first of them.</param>
    public IReadOnlyList<CourseLine> Parameters(int most) =>
        [.. Points.SelectMany(point => point.Parameters.Where(one => double.IsFinite(one.Value)).Select(one => (point.Iteration, One: one))).GroupBy(pair => (pair.One.Name, pair.One.Unit))
            .Where(group => group.Select(pair => pair.One.Value).Distinct().Skip(1).Any())
            .Take(most)
            .Select(group => new CourseLine(group.Key.Name, group.Key.Unit, [.. group.Select(pair => new CourseMark(pair.Iteration, pair.One.Value))]))];
}

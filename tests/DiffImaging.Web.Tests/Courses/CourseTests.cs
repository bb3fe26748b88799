using DiffImaging.Service.Files;
using DiffImaging.Service.Tests.Support;
using DiffImaging.Web.Courses;

namespace DiffImaging.Web.Tests.Courses;

/// <summary>Courses of runs, from what is shared while they go and from their histories.</summary>
[TestFixture]
public sealed class CourseTests : IDisposable
{
    private const string Job = "01a22a7c5d7170acb5abce99f00e8308";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task A_history_is_read_with_its_phases_parameters_and_units()
    {
        _folder.Write($"{Job}/result/history.csv", "iteration,phase,fidelity,objective,propagation.distance,scan.shift[1]\r\n1,\"first, \"\"rough\"\"\",2.5,,0.001,1e-6\r\n2,fine,NaN,3,0.002,1e-6\r\n");

        var course = await new CourseFiles(new FolderJobFiles(_folder.Path)).ReadHistoryAsync(Job, new Dictionary<string, string> { ["propagation.distance"] = "m", ["scan.shift"] = "m" }, CancellationToken.None);

        Assert.That(course.Points.Select(point => (point.Iteration, point.Phase, point.Fidelity)), Is.EqualTo(new[] { (1, "first, \"rough\"", 2.5), (2, "fine", double.NaN) }));
        Assert.That(course.Fidelity().Select(line => (line.Name, line.Marks.Count)), Is.EqualTo(new[] { ("first, \"rough\"", 1) }), "a logarithm shows no NaN");
        Assert.That(course.Parameters(6).Select(line => (line.Name, line.Unit)), Is.EqualTo(new[] { ("propagation.distance", "m") }), "the shift has not moved");
    }

    [Test]
    public async Task A_course_that_is_shared_is_read_as_far_as_it_goes()
    {
        _folder.Write($"{Job}/course.jsonl", """
            {"phase":"a","iteration":1,"budget":9,"fidelity":3,"parameters":[{"name":"d","unit":"m","value":1}]}
            {"phase":"a","iteration":2,"budget":9,"fidelity":null,"parameters":[]}
            {"phase":"a","iter
            """);

        var course = await new CourseFiles(new FolderJobFiles(_folder.Path)).ReadSharedAsync(Job, CancellationToken.None);

        Assert.That(course.Points.Select(point => point.Iteration), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(course.Points[0].Parameters, Is.EqualTo(new[] { new CourseParameter("d", "m", 1) }));
        Assert.That(course.With(CoursePoint.Parse("""{"iteration":2}""")).Points, Has.Count.EqualTo(2), "it is there already");
        Assert.That(course.With(CoursePoint.Parse("""{"iteration":3}""")).Points, Has.Count.EqualTo(3));
    }

    [Test]
    public void A_phase_is_drawn_from_where_the_one_before_left_it()
    {
        var course = new Course([new CoursePoint("a", 1, 0, 8, []), new CoursePoint("a", 2, 0, 4, []), new CoursePoint("b", 3, 0, 2, [])]);

        Assert.That(course.Fidelity()[1].Marks, Is.EqualTo(new[] { new CourseMark(2, 4), new CourseMark(3, 2) }));
    }

    [Test]
    public void A_long_course_is_drawn_with_few_points_and_its_last()
    {
        var course = new Course([.. Enumerable.Range(1, 5000).Select(iteration => new CoursePoint("a", iteration, 0, 1, []))]).Thinned();

        Assert.That(course.Points, Has.Count.InRange(200, 301));
        Assert.That((course.Points[0].Iteration, course.Points[^1].Iteration), Is.EqualTo((1, 5000)));
    }
}

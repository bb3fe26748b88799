using System.Text.Json.Nodes;
using DiffImaging.Service.Workers;

namespace DiffImaging.Service.Tests.Workers;

/// <summary>What is kept of the progress that a run tells.</summary>
[TestFixture]
public sealed class RunCourseTests
{
    [Test]
    public void A_long_run_keeps_few_points_evenly_with_its_first_and_its_last()
    {
        var course = new RunCourse();
        for (var iteration = 1; iteration <= 10_000; iteration++)
        {
            course.Add(Point(iteration));
        }

        var kept = Iterations(course);
        var gaps = kept.Zip(kept.Skip(1), (before, after) => after - before).SkipLast(1).ToList();
        Assert.That(kept, Has.Count.InRange(RunCourse.MostPoints / 4, RunCourse.MostPoints));
        Assert.That((kept[0], kept[^1]), Is.EqualTo((1, 10_000)));
        Assert.That(gaps.Max(), Is.LessThanOrEqualTo(4 * gaps.Min()), "no part of the run is told coarsely");
    }

    [Test]
    public void A_run_that_goes_on_from_its_checkpoint_forgets_what_came_after_it()
    {
        var course = new RunCourse();
        foreach (var iteration in Enumerable.Range(1, 9))
        {
            course.Add(Point(iteration));
        }

        var resumed = RunCourse.Read(course.ToString() + "{\"iteration\": 10, \"cut o");
        resumed.Add(Point(6));
        resumed.Add(Point(7));

        Assert.That(Iterations(resumed), Is.EqualTo(new[] { 1, 2, 3, 4, 5, 6, 7 }));
    }

    [Test]
    public void Of_many_parameters_the_first_are_kept()
    {
        var course = new RunCourse();
        var told = Point(1);
        told["parameters"] = new JsonArray([.. Enumerable.Range(0, 3000).Select(index => new JsonObject { ["name"] = $"p[{index}]", ["value"] = index })]);

        course.Add(told);

        Assert.That(JsonNode.Parse(course.ToString())!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!), Is.EqualTo(Enumerable.Range(0, RunCourse.MostParameters).Select(index => $"p[{index}]")));
        Assert.That(told["parameters"]!.AsArray(), Has.Count.EqualTo(3000), "what was told is not touched");
    }

    private static JsonObject Point(int iteration) => new() { ["phase"] = "a", ["iteration"] = iteration, ["fidelity"] = 1.0 };

    private static List<int> Iterations(RunCourse course) =>
        [.. course.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (int)JsonNode.Parse(line)!["iteration"]!)];
}

namespace DiffImaging.Web.Courses;

/// <summary>A number over the iterations.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Unit">Its SI unit.</param>
/// <param name="Marks">Its values, in order.</param>
public sealed record CourseLine(string Name, string Unit, IReadOnlyList<CourseMark> Marks);

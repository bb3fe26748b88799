namespace DiffImaging.Web.Courses;

/// <summary>A number that a run estimates, at one iteration.</summary>
/// <param name="Name">Its name, as <c>propagation.distance</c>.</param>
/// <param name="Unit">Its SI unit.</param>
/// <param name="Value">Its value.</param>
public sealed record CourseParameter(string Name, string Unit, double Value);

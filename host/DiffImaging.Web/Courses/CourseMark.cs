namespace DiffImaging.Web.Courses;

/// <summary>A number at an iteration.</summary>
/// <param name="Iteration">The iteration.</param>
/// <param name="Value">The number, in SI.</param>
public sealed record CourseMark(int Iteration, double Value);

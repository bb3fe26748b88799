namespace DiffImaging.Plugins.Holography.Specimens;

/// <summary>The part of a grid about a point.</summary>
/// <param name="Top">First row.</param>
/// <param name="Rows">Rows; none where the point is far outside.</param>
/// <param name="Left">First column.</param>
/// <param name="Columns">Columns.</param>
internal readonly record struct GridWindow(int Top, int Rows, int Left, int Columns);

namespace DiffImaging.Plugins.Lensless.Initialization;

/// <summary>The parabola through three equally spaced values.</summary>
internal static class Parabola
{
    /// <summary>Place of the vertex from the middle one, in spacings; 0 where it is no maximum.</summary>
    public static double Vertex(double left, double centre, double right)
    {
        var curvature = left - 2 * centre + right;
        return curvature < 0 ? Math.Clamp(0.5 * (left - right) / curvature, -1, 1) : 0;
    }
}

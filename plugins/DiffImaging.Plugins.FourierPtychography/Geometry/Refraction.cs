using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>A ray from a point source to the sample, through air and a glass slide.</summary>
/// <remarks>At the lateral distance l of the source, with h of air and a slide of thickness T and index n, Snell's law makes
/// l = s a(s²), a(q) = h/√(1 − q) + T/√(n² − q), for the transverse direction cosine s in air; n sin is the same in every flat
/// layer, so that s is also the sine in the sample times its index. q = s² is the root of q a(q)² = |l|², convex and growing in q:
/// Newton's method from the root without slide comes down to it. No angle appears, so that nothing is singular on the axis.</remarks>
internal static class Refraction
{
    // Quadratic convergence from a relative error of T/h: after four steps only rounding is left for any slide thinner than the air.
    private const int Steps = 6;

    /// <summary>Computes the transverse direction cosines towards the sources.</summary>
    /// <param name="x">Lateral distance along x in metres, float64, any shape.</param>
    /// <param name="y">Likewise along y.</param>
    /// <param name="height">h in metres, broadcastable.</param>
    /// <param name="thickness">T in metres; 0 for none.</param>
    /// <param name="index">n.</param>
    /// <returns>s along x and y, float64, shape of the arguments and 2; derivatives are exact. In the caller's dispose scope.</returns>
    public static torch.Tensor Directions(torch.Tensor x, torch.Tensor y, torch.Tensor height, double thickness, double index)
    {
        using var scope = torch.NewDisposeScope();
        var squared = x.square() + y.square();
        torch.Tensor root;
        using (torch.no_grad())
        {
            root = squared / (squared + height.square());
            for (var step = 0; thickness > 0 && step < Steps; step++)
            {
                root = Newton(root, squared, height, thickness, index);
            }

            root = root.detach();
        }

        // One more step, recorded: at the root its derivative is that of the root, by the implicit function theorem.
        root = Newton(root, squared, height, thickness, index);
        var inverse = 1 / Depth(root, height, thickness, index);
        return torch.stack([x * inverse, y * inverse], dim: -1).MoveToOuterDisposeScope();
    }

    /// <summary>a(q): metres of lateral distance for one unit of direction cosine.</summary>
    public static double Depth(double q, double height, double thickness, double index) =>
        height / Math.Sqrt(1 - q) + thickness / Math.Sqrt(index * index - q);

    /// <summary>As <see cref="Directions"/>, for one source and without a tensor.</summary>
    /// <returns>s along x and y.</returns>
    public static (double X, double Y) Direction(double x, double y, double height, double thickness, double index)
    {
        var squared = x * x + y * y;
        var q = squared / (squared + height * height);
        for (var step = 0; step <= Steps; step++)
        {
            var depth = Depth(q, height, thickness, index);
            var slope = height * Math.Pow(1 - q, -1.5) / 2 + thickness * Math.Pow(index * index - q, -1.5) / 2;
            q -= (q * depth * depth - squared) / (depth * depth + 2 * q * depth * slope);
        }

        var final = Depth(q, height, thickness, index);
        return (x / final, y / final);
    }

    private static torch.Tensor Depth(torch.Tensor q, torch.Tensor height, double thickness, double index) =>
        height * (1 - q).rsqrt() + thickness * (index * index - q).rsqrt();

    private static torch.Tensor Newton(torch.Tensor q, torch.Tensor squared, torch.Tensor height, double thickness, double index)
    {
        var depth = Depth(q, height, thickness, index);
        var slope = height * (1 - q).pow(-1.5) / 2 + thickness * (index * index - q).pow(-1.5) / 2;
        var derivative = (depth.square() + 2 * q * depth * slope).detach();
        return q - (q * depth.square() - squared) / derivative;
    }
}

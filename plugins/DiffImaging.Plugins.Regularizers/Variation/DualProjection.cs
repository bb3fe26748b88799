using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Variation;

/// <summary>Projected gradient on the dual of min_x t TV(x) + ½‖x − v‖²: the plain form, for every device and dtype.</summary>
/// <remarks>x(p) = v + t div p; p ← Π(p + (τ/t) ∇x(p)), Π onto |p| ≤ 1 in each pixel. τ = 0.248 is just below the bound
/// 2/‖∇‖² = 1/4, the fastest for what varies slowly; but the finest checkerboard then changes sign with every iteration and hardly
/// decays, and a solver around it gets stuck. The last iteration of an operation therefore has τ = 1/8, which
/// takes the checkerboard to zero. Source: [chambolle2004], [aujol2009].</remarks>
internal static class DualProjection
{
    private const double Fast = 0.248;
    private const double Smoothing = 0.125;

    /// <summary>τ of an iteration.</summary>
    /// <param name="iteration">Which, from 0.</param>
    /// <param name="iterations">How many there are in this operation.</param>
    public static double StepSize(int iteration, int iterations) => iteration < iterations - 1 ? Fast : Smoothing;

    /// <summary>Goes on with the dual for some iterations.</summary>
    /// <param name="image">v, <c>[rows, columns]</c>, complex or real.</param>
    /// <param name="step">t.</param>
    /// <param name="dual">p, <c>[2, rows, columns]</c>: down, across; changed in place.</param>
    /// <param name="iterations">How many.</param>
    /// <returns>x, a fresh tensor in the caller's dispose scope.</returns>
    public static torch.Tensor Apply(torch.Tensor image, double step, torch.Tensor dual, int iterations)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (image.shape[0], image.shape[1]);
        var x = torch.empty_like(image);
        var numbers = image.is_complex() ? torch.view_as_real(dual) : dual.unsqueeze(-1);
        var (down, across) = (dual[0].narrow(0, 0, rows - 1), dual[1].narrow(1, 0, columns - 1));
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            using var inner = torch.NewDisposeScope();
            Primal(image, step, down, across, x);
            var rate = StepSize(iteration, iterations) / step;
            down.add_(x.narrow(0, 1, rows - 1), alpha: rate).add_(x.narrow(0, 0, rows - 1), alpha: -rate);
            across.add_(x.narrow(1, 1, columns - 1), alpha: rate).add_(x.narrow(1, 0, columns - 1), alpha: -rate);
            numbers.mul_(numbers.square().sum([0L, 3L], keepdim: true).clamp_min_(1).rsqrt_());
        }

        Primal(image, step, down, across, x);
        return x.MoveToOuterDisposeScope();
    }

    // x = v + t div p. The dual is zero in the last row (down) and column (across), which the narrowed views leave out.
    private static void Primal(torch.Tensor image, double step, torch.Tensor down, torch.Tensor across, torch.Tensor x)
    {
        var (rows, columns) = (x.shape[0], x.shape[1]);
        x.copy_(image);
        x.narrow(0, 0, rows - 1).add_(down, alpha: step);
        x.narrow(0, 1, rows - 1).add_(down, alpha: -step);
        x.narrow(1, 0, columns - 1).add_(across, alpha: step);
        x.narrow(1, 1, columns - 1).add_(across, alpha: -step);
    }
}

using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>Central differences of fourth order, at the step that serves best.</summary>
/// <remarks>The natural scale of a parameter speaks of images; noise on a test's grid may bend on a far smaller one. So several
/// steps are tried, each a tenth of the one before, and the one is taken that agrees best with its neighbour. The derivative
/// under test has no part in the choice.</remarks>
internal static class CentralDifference
{
    private const int Steps = 6;

    /// <summary>Computes f′(0).</summary>
    /// <param name="function">f, of any shape.</param>
    /// <param name="largest">The largest step.</param>
    /// <returns>f′(0) in the caller's dispose scope, and the step taken.</returns>
    public static (torch.Tensor Value, double Step) Of(Func<double, torch.Tensor> function, double largest)
    {
        using var scope = torch.NewDisposeScope();
        var (last, step) = (At(function, largest), largest);
        var (best, bestStep, least) = (last, step, double.PositiveInfinity);
        for (var index = 1; index < Steps; index++)
        {
            step /= 10;
            var next = At(function, step);
            var change = TensorMeasure.Norm(next - last);
            if (change < least)
            {
                (best, bestStep, least) = (next, step, change);
            }

            last = next;
        }

        return (best.MoveToOuterDisposeScope(), bestStep);
    }

    private static torch.Tensor At(Func<double, torch.Tensor> function, double step)
    {
        using var scope = torch.NewDisposeScope();
        var near = function(step) - function(-step);
        var far = function(2 * step) - function(-2 * step);
        return ((8 * near - far) / (12 * step)).MoveToOuterDisposeScope();
    }
}

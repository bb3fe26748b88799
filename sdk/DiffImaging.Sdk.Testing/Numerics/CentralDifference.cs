using TorchSharp;

namespace DiffImaging.Sdk.Testing.Numerics;

/// <summary>Central differences of fourth order.</summary>
internal static class CentralDifference
{
    /// <summary>Computes f′(0).</summary>
    /// <param name="function">f, of any shape.</param>
    /// <param name="step">The step.</param>
    /// <returns>f′(0) in the caller's dispose scope.</returns>
    public static torch.Tensor Of(Func<double, torch.Tensor> function, double step)
    {
        using var scope = torch.NewDisposeScope();
        var near = function(step) - function(-step);
        var far = function(2 * step) - function(-2 * step);
        return ((8 * near - far) / (12 * step)).MoveToOuterDisposeScope();
    }
}

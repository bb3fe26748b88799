using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests;

/// <summary>How far tensors are apart.</summary>
internal static class Measure
{
    /// <summary>‖a − b‖ / ‖b‖.</summary>
    public static double RelativeError(torch.Tensor found, torch.Tensor expected)
    {
        using var scope = torch.NewDisposeScope();
        return ((found - expected).abs().square().sum() / expected.abs().square().sum()).sqrt().item<double>();
    }
}

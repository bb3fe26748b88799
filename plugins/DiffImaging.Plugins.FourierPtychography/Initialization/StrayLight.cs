using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Light that reaches the camera beside the objective, judged by the darkest places of the dark-field images.</summary>
/// <remarks>Where the specimen scatters nothing towards the objective a dark-field image holds nothing else. The faintest frames count: the
/// others have scattered light everywhere.</remarks>
internal static class StrayLight
{
    // Blocks average the photon noise; a low quantile instead of the minimum, which noise pulls down.
    private const int Block = 8;
    private const double DarkShare = 0.05;
    private const double FaintShare = 0.1;

    /// <summary>Judges the stray light.</summary>
    /// <param name="light">Intensities, real, <c>[frames, 1, rows, columns]</c>; gain and offset undone.</param>
    /// <param name="dark">Dark-field frames.</param>
    /// <returns>The stray light in the unit of the intensity, not negative; null without a dark field.</returns>
    public static double? Of(torch.Tensor light, IReadOnlyList<int> dark)
    {
        if (dark.Count == 0)
        {
            return null;
        }

        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var levels = dark.Select(frame =>
        {
            using var inner = torch.NewDisposeScope();
            var blocks = torch.nn.functional.avg_pool2d(light[frame].unsqueeze(0), Math.Min(Block, Math.Min(light.shape[2], light.shape[3]))).reshape(-1);
            return blocks.to(torch.ScalarType.Float64).cpu().data<double>().ToArray().Order().ElementAt((int)(DarkShare * blocks.numel()));
        }).Order().ToArray();
        return Math.Max(0, levels[(int)(FaintShare * levels.Length)]);
    }
}

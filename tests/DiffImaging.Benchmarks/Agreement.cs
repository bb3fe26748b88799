using TorchSharp;

namespace DiffImaging.Benchmarks;

/// <summary>Relative differences between the engine's step and the autograd step at the same point.</summary>
internal sealed record Agreement(double Loss, double ObjectGradient, double DistanceGradient)
{
    public static Agreement Between(EngineStep engine, AutogradStep autograd)
    {
        using var scope = torch.NewDisposeScope();
        using var ours = engine.Evaluate();
        var theirs = autograd.Evaluate();
        using var quiet = torch.no_grad();
        var gradient = torch.view_as_real(ours.Gradient[InlineScene.ObjectKey]);
        var distance = ours.Gradient[InlineScene.DistanceKey].item<double>();
        var expected = theirs.Distance.item<double>() / autograd.Scale;
        return new Agreement(
            Math.Abs(ours.Fidelity / theirs.Loss - 1),
            ((gradient - theirs.Object).norm() / theirs.Object.norm()).ToDouble(),
            Math.Abs(distance / expected - 1));
    }
}

using System.Text.Json.Serialization;
using DiffImaging.Benchmarks.FourierPtychography;
using TorchSharp;

namespace DiffImaging.Benchmarks;

/// <summary>Relative differences between the engine's step and the autograd step at the same point.</summary>
/// <param name="Loss">Of the fidelity.</param>
/// <param name="ObjectGradient">Of the gradient by the object.</param>
/// <param name="DistanceGradient">Of the derivative by the distance, in the in-line scene.</param>
/// <param name="ParameterGradient">Of the gradient by all parameters in their natural scales, in the ptychographic scene.</param>
internal sealed record Agreement(
    double Loss,
    double ObjectGradient,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? DistanceGradient,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ParameterGradient = null)
{
    public static Agreement Between(EngineStep engine, AutogradStep autograd)
    {
        using var scope = torch.NewDisposeScope();
        using var ours = engine.Evaluate(InlineScene.ObjectKey, InlineScene.DistanceKey);
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

    public static Agreement Between(EngineStep engine, PtychographyAutograd autograd)
    {
        using var scope = torch.NewDisposeScope();
        using var ours = engine.Evaluate([PtychographyScene.ObjectKey, .. PtychographyScene.Parameters]);
        var theirs = autograd.Evaluate();
        using var quiet = torch.no_grad();
        var gradient = torch.view_as_real(ours.Gradient[PtychographyScene.ObjectKey]);
        var scaled = torch.cat([.. PtychographyScene.Parameters.Select((key, index) => ours.Gradient[key].reshape(-1) * autograd.Scales[index])]);
        var expected = torch.cat([.. theirs.Parameters.Select(part => part.reshape(-1))]);
        return new Agreement(
            Math.Abs(ours.Fidelity / theirs.Loss - 1),
            ((gradient - theirs.Object).norm() / theirs.Object.norm()).ToDouble(),
            null,
            ((scaled - expected).norm() / expected.norm()).ToDouble());
    }
}

using System.Text.Json.Serialization;
using DiffImaging.Benchmarks.FourierPtychography;
using DiffImaging.Benchmarks.Lensless;
using TorchSharp;

namespace DiffImaging.Benchmarks;

/// <summary>Relative differences between the engine's step and the autograd step at the same point.</summary>
/// <param name="Loss">Of the fidelity.</param>
/// <param name="ObjectGradient">Of the gradient by the object.</param>
/// <param name="DistanceGradient">Of the derivative by the distance, in the in-line scene.</param>
/// <param name="ParameterGradient">Of the gradient by all parameters in their natural scales, in the other scenes.</param>
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

    public static Agreement Between(EngineStep engine, PtychographyAutograd autograd) =>
        Between(engine, PtychographyScene.ObjectKey, PtychographyScene.Parameters, autograd.Scales, autograd.Evaluate);

    public static Agreement Between(EngineStep engine, LenslessAutograd autograd) =>
        Between(engine, LenslessScene.ObjectKey, LenslessScene.Parameters, autograd.Scales, autograd.Evaluate);

    private static Agreement Between(
        EngineStep engine, string key, IReadOnlyList<string> parameters, IReadOnlyList<double> scales,
        Func<(double Loss, torch.Tensor Object, IReadOnlyList<torch.Tensor> Parameters)> evaluate)
    {
        using var scope = torch.NewDisposeScope();
        using var ours = engine.Evaluate([key, .. parameters]);
        var theirs = evaluate();
        using var quiet = torch.no_grad();
        var gradient = torch.view_as_real(ours.Gradient[key]);
        var scaled = torch.cat([.. parameters.Select((name, index) => ours.Gradient[name].reshape(-1) * scales[index])]);
        var expected = torch.cat([.. theirs.Parameters.Select(part => part.reshape(-1))]);
        return new Agreement(
            Math.Abs(ours.Fidelity / theirs.Loss - 1),
            ((gradient - theirs.Object).norm() / theirs.Object.norm()).ToDouble(),
            null,
            ((scaled - expected).norm() / expected.norm()).ToDouble());
    }
}

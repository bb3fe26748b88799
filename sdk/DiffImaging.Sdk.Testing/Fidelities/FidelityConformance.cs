using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Fidelities;

/// <summary>Checks that a fidelity term keeps the contract: value, gradient, curvature, weights, memory.</summary>
public sealed class FidelityConformance
{
    private readonly FidelitySubject _subject;

    /// <summary>Prepares the checks of one fidelity term.</summary>
    /// <param name="subject">Factory, options and typical values.</param>
    public FidelityConformance(FidelitySubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() => [.. CheckPlan(), .. CheckValue(), .. CheckGradient(), .. CheckCurvature(), .. CheckMemory()];

    /// <summary>Checks the plan: no tensor, findings for mistakes.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() =>
    [
        ComponentScene<IFidelity>.CheckPlan(() => _subject.Plan()),
        .. OptionsChecks.Run(_subject.Factory.OptionsType, _subject.Options, options => _subject.Plan(options).Findings),
    ];

    /// <summary>Checks the loss: a float64 scalar, weights, its least point.</summary>
    public IReadOnlyList<ConformanceResult> CheckValue() =>
    [
        ConformanceCheck.Run("The loss is a float64 scalar in both precisions", () => Scalar()),
        ConformanceCheck.Run("Pixels of weight 0 do not count", Weights),
        ConformanceCheck.Run("No weight is the weight 1", UnitWeight),
        .. _subject.IsLeastAtMeasurement ? [ConformanceCheck.Run("The loss is least at the measurement", Least)] : Array.Empty<ConformanceResult>(),
    ];

    /// <summary>Checks the gradient, through autograd and by hand.</summary>
    public IReadOnlyList<ConformanceResult> CheckGradient() =>
    [
        ConformanceCheck.Run("The gradient agrees with central differences", () => WithScene(scene => Gradient.Compare(
            scene.Loss, scene.Predicted, Gradient.Of(scene.Loss, scene.Predicted), scene.Direction))),
        .. Has<IDifferentiableFidelity>() ? [ConformanceCheck.Run("The hand-written gradient agrees with autograd", ByHand)] : Array.Empty<ConformanceResult>(),
    ];

    /// <summary>Checks the expected curvature; no result where the term has none.</summary>
    public IReadOnlyList<ConformanceResult> CheckCurvature() => Has<ICurvedFidelity>()
        ? [ConformanceCheck.Run("The expected curvature is not negative and 0 where the weight is", Curvature)]
        : [];

    /// <summary>Checks that nothing is leaked, changed or left behind.</summary>
    public IReadOnlyList<ConformanceResult> CheckMemory() =>
    [
        ComponentScene<IFidelity>.CheckMemory("the term is disposed", () => WithScene(Exercise)),
        ConformanceCheck.Run("Prediction, measurement and weight are unchanged", () => WithScene(scene =>
        {
            var snapshot = new TensorSnapshot().With("prediction", scene.Predicted).With("measurement", scene.Measured).With("weight", scene.Weight);
            Exercise(scene);
            return ConformanceCheck.None(snapshot.Changes());
        })),
        ConformanceCheck.Run("Evaluate leaves nothing but its result in the caller's scope", () => WithScene(scene =>
            ComponentScene<IFidelity>.NothingBehind(() => [scene.Loss(scene.Predicted)]))),
    ];

    private static (bool, string) Exercise(FidelityScene scene)
    {
        Gradient.Of(scene.Loss, scene.Predicted);
        (scene.Term as IDifferentiableFidelity)?.EvaluateWithCotangent(scene.Predicted, scene.Measured, scene.Weight);
        (scene.Term as ICurvedFidelity)?.Curvature(scene.Predicted, scene.Measured, scene.Weight);
        return (true, "");
    }

    private (bool, string) Scalar()
    {
        foreach (var precision in Enum.GetValues<Precision>())
        {
            using var scene = new FidelityScene(_subject, precision);
            var loss = scene.Loss(scene.Predicted);
            if (loss.dim() != 0 || loss.dtype != torch.ScalarType.Float64 || !TensorMeasure.IsFinite(loss))
            {
                return (false, $"In {precision} precision the loss is {loss.dtype} {TensorMeasure.Shape(loss.shape)}, finite: {TensorMeasure.IsFinite(loss)}.");
            }
        }

        return (true, "float64, scalar, finite.");
    }

    private (bool, string) Weights() => WithScene(scene =>
    {
        var dead = scene.Weight == 0;
        var other = torch.where(dead, 1.5 * scene.Measured + _subject.Level, scene.Measured);
        var (loss, moved) = (scene.Loss(scene.Predicted), scene.Term.Evaluate(scene.Predicted, other, scene.Weight));
        var gradient = Gradient.Of(scene.Loss, scene.Predicted).masked_select(dead);
        return loss.item<double>() != moved.item<double>() ? (false, $"Other values there moved the loss from {loss.item<double>():G9} to {moved.item<double>():G9}.")
            : (TensorMeasure.Norm(gradient) == 0, $"Norm of the gradient there: {TensorMeasure.Norm(gradient):G3}.");
    });

    private (bool, string) UnitWeight() => WithScene(scene => ConformanceCheck.Within(
        TensorMeasure.RelativeError(
            scene.Term.Evaluate(scene.Predicted, scene.Measured, null),
            scene.Term.Evaluate(scene.Predicted, scene.Measured, torch.ones_like(scene.Weight))),
        ConformanceTolerance.Exact, "Loss"));

    private (bool, string) Least() => WithScene(scene =>
    {
        var least = scene.Loss(scene.Measured).item<double>();
        var gradient = Gradient.Of(scene.Loss, scene.Measured);
        var reference = Gradient.Of(scene.Loss, scene.Predicted);
        return least > scene.Loss(scene.Predicted).item<double>() ? (false, "It is lower at another prediction.")
            : ConformanceCheck.Within(TensorMeasure.Norm(gradient) / TensorMeasure.Norm(reference), ConformanceTolerance.Derivative, "Gradient there");
    });

    private (bool, string) ByHand() => WithScene(scene =>
    {
        var (loss, cotangent) = ((IDifferentiableFidelity)scene.Term).EvaluateWithCotangent(scene.Predicted, scene.Measured, scene.Weight);
        var expected = scene.Loss(scene.Predicted);
        return cotangent.dtype != scene.Predicted.dtype || !cotangent.shape.SequenceEqual(scene.Predicted.shape)
            ? (false, $"The cotangent is {cotangent.dtype} {TensorMeasure.Shape(cotangent.shape)}.")
            : loss.dtype != torch.ScalarType.Float64 || TensorMeasure.RelativeError(loss, expected) > ConformanceTolerance.Exact
            ? (false, $"The loss is {loss.dtype} {loss.ToDouble():G12}, by Evaluate {expected.item<double>():G12}.")
            : ConformanceCheck.Within(
                TensorMeasure.RelativeError(cotangent, Gradient.Of(scene.Loss, scene.Predicted)), ConformanceTolerance.Exact, "Cotangent");
    });

    private (bool, string) Curvature() => WithScene(scene =>
    {
        var term = (ICurvedFidelity)scene.Term;
        var curvature = term.Curvature(scene.Predicted, scene.Measured, scene.Weight);
        if (curvature.dtype != scene.Predicted.dtype || !curvature.shape.SequenceEqual(scene.Predicted.shape))
        {
            return (false, $"It is {curvature.dtype} {TensorMeasure.Shape(curvature.shape)}, the prediction {scene.Predicted.dtype} {TensorMeasure.Shape(scene.Predicted.shape)}.");
        }

        if (!TensorMeasure.IsFinite(curvature) || curvature.min().item<double>() < 0 || TensorMeasure.Norm(curvature.masked_select(scene.Weight == 0)) > 0)
        {
            return (false, $"Least value {curvature.min().item<double>():G3}, norm at weight 0: {TensorMeasure.Norm(curvature.masked_select(scene.Weight == 0)):G3}.");
        }

        if (_subject.CurvatureTolerance is not { } tolerance)
        {
            return (true, "Not compared with second differences.");
        }

        // All pixels are moved at once: a fidelity term is a sum over pixels, so that its Hessian is diagonal.
        var second = CentralDifference.Of(
            t => Gradient.Of(scene.Loss, scene.Measured * (1 + t)), ConformanceTolerance.FineStep).Value / scene.Measured;
        return ConformanceCheck.Within(
            TensorMeasure.RelativeError(term.Curvature(scene.Measured, scene.Measured, scene.Weight), second), tolerance, "Against second differences");
    });

    private bool Has<T>() => ConformanceCheck.Run("", () => WithScene(scene => (scene.Term is T, ""))).Passed;

    private (bool, string) WithScene(Func<FidelityScene, (bool, string)> check)
    {
        using var scene = new FidelityScene(_subject, Precision.Double);
        return check(scene);
    }
}

using DiffImaging.Sdk.Regularizers;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Regularizers;

/// <summary>The proximal operator against brute-force minimisation, and its warm-start state.</summary>
internal sealed class ProximalChecks(RegularizerSubject subject)
{
    private const double Converged = 1e-10;

    public IReadOnlyList<ConformanceResult> Run()
    {
        var isProximable = ConformanceCheck.Run("", () =>
        {
            using var scene = new ComponentScene<IRegularizer>(subject.Plan(), subject.Seed);
            return (scene.Component is IProximableRegularizer, "");
        }).Passed;
        return !isProximable ? [] :
        [
            ConformanceCheck.Run("No point is found below the proximal operator's result", () => WithScene(Minimises)),
            ConformanceCheck.Run("The proximal operator gives a fresh tensor of the variable's shape and type", () => WithScene(Fresh)),
            ConformanceCheck.Run("The same state and argument give the same result", () => WithScene(Restores)),
            ConformanceCheck.Run("A state of another operator is refused", () => WithScene(Refuses)),
        ];
    }

    private (bool, string) Minimises(IProximableRegularizer regularizer, torch.Tensor v, torch.Generator generator)
    {
        using var proximal = regularizer.CreateProximal();
        var result = proximal.Apply(v, subject.ProximalStep);
        var change = 1.0;
        for (var call = 1; call < subject.ProximalCalls && change > Converged; call++)
        {
            using var scope = torch.NewDisposeScope();
            var next = proximal.Apply(v, subject.ProximalStep);
            change = TensorMeasure.RelativeError(next, result);
            result = next.MoveToOuterDisposeScope();
        }

        var problem = new ProximalProblem(regularizer, v, subject.ProximalStep);
        var (start, found) = (problem.Evaluate(v), problem.Evaluate(result));
        var lower = problem.Search(result, generator);
        var possible = Math.Max(start - lower, double.Epsilon);
        return (found - lower <= ConformanceTolerance.Proximal * possible, FormattableString.Invariant(
            $"R(x) + ‖x − v‖²/(2t): {start:G8} at v, {found:G8} at the result, {lower:G8} by brute force; tolerated share {ConformanceTolerance.Proximal}."));
    }

    private (bool, string) Fresh(IProximableRegularizer regularizer, torch.Tensor v, torch.Generator generator)
    {
        using var proximal = regularizer.CreateProximal();
        var snapshot = new TensorSnapshot().With("v", v);
        var result = proximal.Apply(v, subject.ProximalStep);
        if (result.dtype != v.dtype || !result.shape.SequenceEqual(v.shape))
        {
            return (false, $"It is {result.dtype} {TensorMeasure.Shape(result.shape)}.");
        }

        // Written over, the result must change neither v nor the state.
        var expected = proximal.Apply(v, subject.ProximalStep).clone();
        using var other = regularizer.CreateProximal();
        other.Apply(v, subject.ProximalStep).fill_(0);
        var problems = snapshot.Changes().ToList();
        if (!TensorMeasure.Same(other.Apply(v, subject.ProximalStep), expected))
        {
            problems.Add("Writing into a result changed the next one.");
        }

        return ConformanceCheck.None(problems);
    }

    private (bool, string) Restores(IProximableRegularizer regularizer, torch.Tensor v, torch.Generator generator)
    {
        using var first = regularizer.CreateProximal();
        first.Apply(v, subject.ProximalStep);
        first.Apply(v, subject.ProximalStep);
        torch.Tensor[] state = [.. first.State.Select(tensor => tensor.clone())];
        var expected = first.Apply(v, subject.ProximalStep);
        using var second = regularizer.CreateProximal();
        second.Restore(state);
        foreach (var tensor in state)
        {
            tensor.Dispose();
        }

        return (TensorMeasure.Same(expected, second.Apply(v, subject.ProximalStep)), $"State of {state.Length} tensors.");
    }

    private (bool, string) Refuses(IProximableRegularizer regularizer, torch.Tensor v, torch.Generator generator)
    {
        using var proximal = regularizer.CreateProximal();
        proximal.Apply(v, subject.ProximalStep);
        try
        {
            proximal.Restore([.. proximal.State.Select(tensor => tensor.clone()), torch.zeros(3)]);
            return (false, "A state with one tensor too many was accepted.");
        }
        catch (ArgumentException exception)
        {
            return (true, exception.Message);
        }
    }

    private (bool, string) WithScene(Func<IProximableRegularizer, torch.Tensor, torch.Generator, (bool, string)> check)
    {
        using var scene = new ComponentScene<IRegularizer>(subject.Plan(), subject.Seed);
        var variable = subject.CreateVariable(subject.Target, scene.Generator);
        (scene.Component as IAdaptiveRegularizer)?.Adapt(variable);
        return check((IProximableRegularizer)scene.Component, variable, scene.Generator);
    }
}

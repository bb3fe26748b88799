using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing;

/// <summary>A created component other than a stage, with a source of chance.</summary>
internal sealed class ComponentScene<T> : IDisposable
    where T : class, IDisposable
{
    public ComponentScene(ComponentPlan<T> plan, long seed, Precision precision = Precision.Double)
    {
        if (plan.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error) is { } error)
        {
            throw new InvalidOperationException($"The options given to the check have an error: {error}");
        }

        Component = plan.Create(new StageContext(torch.CPU, precision, seed));
        Generator = RandomTensor.Generator(seed);
    }

    public T Component { get; }

    public torch.Generator Generator { get; }

    /// <summary>The check that a plan has no error and makes no tensor.</summary>
    public static ConformanceResult CheckPlan(Func<ComponentPlan<T>> plan) =>
        ConformanceCheck.Run("The plan has no error and makes no tensor", () =>
        {
            var ledger = new TensorLedger();
            var errors = plan().Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.ToString());
            return ConformanceCheck.None([.. errors, .. ledger.MadeSince == 0 ? Array.Empty<string>() : [$"{ledger.MadeSince} tensors were made."]]);
        });

    /// <summary>The check that an exercise leaves no tensor.</summary>
    public static ConformanceResult CheckMemory(string what, Action exercise) =>
        ConformanceCheck.Run($"No tensor is left after {what}", () =>
        {
            Inside(exercise);
            var ledger = new TensorLedger();
            Inside(exercise);
            return (ledger.LeftSince == 0, $"{ledger.LeftSince} of {ledger.MadeSince} tensors are left.");
        });

    /// <summary>The check that a call leaves its results alone in the caller's scope.</summary>
    public static (bool Passed, string Message) NothingBehind(Func<IReadOnlyList<torch.Tensor>> call)
    {
        using var scope = torch.NewDisposeScope();
        var results = call();
        return !results.All(scope.Contains) ? (false, "A result is not in the caller's dispose scope.")
            : (scope.DisposablesCount == results.Count, $"{scope.DisposablesCount - results.Count} tensors besides the result.");
    }

    public void Dispose()
    {
        Component.Dispose();
        Generator.Dispose();
    }

    private static void Inside(Action action)
    {
        using var scope = torch.NewDisposeScope();
        action();
    }
}

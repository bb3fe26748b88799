using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>Gradients of the regularizers, where they have no proximal step.</summary>
internal static class RegularizerGradient
{
    /// <summary>Adds Σ βₙ ∇Rₙ(x) of one object variable to a gradient, in place.</summary>
    public static void AddTo(torch.Tensor gradient, JointProblem problem, JointPoint point, string key, int iteration, IReadOnlyList<string> without) =>
        AddTo(gradient, problem.Regularizers.Where(term => term.Target == key && !without.Contains(term.Name)), point[key], iteration);

    /// <summary>Adds Σ βₙ ∇Rₙ(x) of some regularizers to a gradient, in place.</summary>
    public static void AddTo(torch.Tensor gradient, IEnumerable<RegularizerTerm> terms, torch.Tensor variable, int iteration)
    {
        foreach (var term in terms)
        {
            using var scope = torch.NewDisposeScope();
            using var quiet = torch.no_grad();
            gradient.add_(term.Gradient(variable), alpha: term.Weight.At(iteration));
        }
    }
}

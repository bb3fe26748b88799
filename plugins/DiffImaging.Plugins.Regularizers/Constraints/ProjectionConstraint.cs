using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Constraints;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>A constraint whose projection is known in closed form.</summary>
/// <param name="view">The numbers that it acts on.</param>
/// <param name="project">Projects them; a fresh tensor.</param>
/// <param name="constants">Tensors that the projection needs; disposed with the constraint.</param>
internal sealed class ProjectionConstraint(
    ObjectView view, Func<torch.Tensor, torch.Tensor> project, params torch.Tensor[] constants) : IConstraint
{
    private readonly torch.Tensor[] _constants = [.. constants.Select(constant => constant.DetachFromDisposeScope())];

    /// <inheritdoc />
    public torch.Tensor Project(torch.Tensor variable)
    {
        using var noGradient = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return view.Replace(variable, project(view.Select(variable))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var constant in _constants)
        {
            constant.Dispose();
        }
    }
}

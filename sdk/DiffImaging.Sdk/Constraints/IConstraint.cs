using TorchSharp;

namespace DiffImaging.Sdk.Constraints;

/// <summary>A set Ω_x that an object variable stays in.</summary>
public interface IConstraint : IDisposable
{
    /// <summary>Projects onto the set: the nearest point of it.</summary>
    /// <param name="variable">Shape and dtype of the object variable; it is not changed.</param>
    /// <returns>A fresh tensor in the caller's dispose scope.</returns>
    torch.Tensor Project(torch.Tensor variable);
}

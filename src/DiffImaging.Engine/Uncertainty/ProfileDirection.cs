using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>A move of one number and what follows it, with the products that an information matrix is made of; parameters in natural scales.</summary>
/// <param name="Own">e_k, across the gauges.</param>
/// <param name="OwnProduct">H e_k.</param>
/// <param name="Tangent">v_k.</param>
/// <param name="Product">H v_k.</param>
/// <param name="Expected">JᵀWJ v_k.</param>
internal sealed record ProfileDirection(JointPoint Own, JointPoint OwnProduct, JointPoint Tangent, JointPoint Product, JointPoint Expected) : IDisposable
{
    /// <summary>Lets everything that is not held follow.</summary>
    /// <param name="index">Index of the number among all elements of the parameters.</param>
    /// <param name="system">The system at the point.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="empty">Zero, of every variable of the system.</param>
    /// <param name="held">Elements that do not follow.</param>
    /// <param name="iterations">Most products.</param>
    public static ProfileDirection Along(int index, JointSystem system, ScaledParameters parameters, JointPoint empty, bool[] held, int iterations)
    {
        var numbers = new double[parameters.Count];
        numbers[index] = 1;
        parameters.Gauges.Remove(numbers);
        var own = empty.Clone();
        parameters.Fill(own, numbers);
        var ownProduct = system.Multiply(own);
        var tangent = system.Solve(ownProduct, 0, held, iterations);
        JointSpace.Add(tangent, own, 1);
        return new ProfileDirection(own, ownProduct, tangent, system.Multiply(tangent), system.MultiplyExpected(tangent));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Own.Dispose();
        OwnProduct.Dispose();
        Tangent.Dispose();
        Product.Dispose();
        Expected.Dispose();
    }
}

namespace DiffImaging.Sdk.Regularizers;

/// <summary>The ability of a regularizer to be applied as a proximal operator; asked for with <c>is</c>.</summary>
public interface IProximableRegularizer : IRegularizer
{
    /// <summary>Makes a proximal operator with its own warm-start state; the caller owns it.</summary>
    IProximalOperator CreateProximal();
}

namespace DiffImaging.Engine.Optimization;

/// <summary>How few parameters are moved while the object follows.</summary>
public enum ParameterSolverKind
{
    /// <summary>Quasi-Newton on the profiled cost min_x J(x, θ), whose gradient is ∂J/∂θ at the optimal x; one parameter: the secant.</summary>
    Secant,

    /// <summary>Gauss–Newton at a fixed object, with Levenberg–Marquardt damping.</summary>
    GaussNewton,

    /// <summary>Adam at a fixed object: first order.</summary>
    Adam,
}

namespace DiffImaging.Engine.Optimization;

/// <summary>The solvers that a phase may name.</summary>
public enum SolverKind
{
    /// <summary>Adam on any variables, with a step of each variable's natural scale.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with momentum on any variables.</summary>
    Sgd,

    /// <summary>Accelerated proximal gradient on object variables.</summary>
    Fista,

    /// <summary>FISTA on the object, and a second-order step on the few parameters, in turn.</summary>
    Alternating,

    /// <summary>Object and parameters together, by damped Gauss–Newton steps.</summary>
    GaussNewton,

    /// <summary>Object and parameters together, by damped Newton steps: the model's own curvature counts too.</summary>
    Newton,

    /// <summary>Object and parameters together, by limited-memory BFGS with a line search.</summary>
    Lbfgs,

    /// <summary>Object and parameters together, regularizers with edges and constraints on copies of the object, by the alternating direction method of multipliers.</summary>
    Admm,

    /// <summary>The parameters alone, at the object as it is: for a known object.</summary>
    Parameters,
}

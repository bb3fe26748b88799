using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DiffImaging.Engine.Pipelines;

namespace DiffImaging.Engine.Optimization;

/// <summary>One phase of the schedule: which variables, which solver, how long.</summary>
public sealed record PhaseOptions
{
    /// <summary>Name, unique in the schedule.</summary>
    [Description("Name, unique in the schedule.")]
    public string Name { get; init; } = "";

    /// <summary>The solver.</summary>
    [Description("adam, sgd (stochastic gradient with momentum), fista (object variables), alternating (object by fista, parameters by the parameter solver), gauss-newton (both together), newton (both together, with the exact second derivatives), lbfgs (both together, by limited-memory BFGS), admm (both together, regularizers with edges and constraints on copies of the object), or parameters (alone).")]
    public required SolverKind Solver { get; init; }

    /// <summary>Keys of the variables that move; empty for all that are active (FISTA: the object variables).</summary>
    [Description("Keys such as object.transmittance; empty for all that are estimated.")]
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Iterations; of the parameters in an alternating phase.</summary>
    [Description("Iterations; of the parameters in an alternating phase."), Range(1, 1000000)]
    public int Iterations { get; init; } = 100;

    /// <summary>Frames in a batch of Adam and of stochastic gradient descent; 0 for all at once.</summary>
    [Description("Frames in a batch (adam, sgd); 0 for all at once."), Range(0, 1000000)]
    public int Batch { get; init; }

    /// <summary>Step of Adam, in natural scales of each variable (1 for objects), and of stochastic gradient descent, in units of one over the curvature.</summary>
    [Description("Step of adam in natural scales of each variable (1 for objects), as parameter solver too; of sgd, over the largest curvature."), Range(1e-12, 1e6)]
    public double Rate { get; init; } = 0.05;

    /// <summary>Share of the last step that stochastic gradient descent keeps.</summary>
    [Description("Share of the last step that is kept (sgd)."), Range(0, 0.999999)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Step of FISTA; 0 estimates it as 1 over the largest curvature, and takes smaller ones where the fidelity says so.</summary>
    [Description("Step of fista; 0 estimates it as one over the largest curvature, and takes smaller ones where the fidelity says so."), Range(0, 1e12)]
    public double Step { get; init; }

    /// <summary>Object iterations for each parameter iteration of an alternating phase.</summary>
    [Description("Object iterations for each parameter iteration (alternating)."), Range(1, 100000)]
    public int InnerIterations { get; init; } = 25;

    /// <summary>Factor by which the object iterations of an alternating phase grow from one parameter iteration to the next.</summary>
    [Description("Factor by which the object iterations grow from one parameter iteration to the next (alternating): moves are frequent while the parameters are wrong, rare once they are nearly right."), Range(1.0, 4.0)]
    public double InnerGrowth { get; init; } = 1;

    /// <summary>How an alternating phase moves the parameters.</summary>
    [Description("secant (on the profiled cost), gauss-newton or adam (alternating, parameters).")]
    public ParameterSolverKind ParameterSolver { get; init; } = ParameterSolverKind.Secant;

    /// <summary>Pairs of objects drawn from the posterior that a Gauss–Newton move of the parameters is averaged over; 0 takes the object as known.</summary>
    [Description("Objects drawn from the posterior that a move of the parameters is averaged over: draws, best a multiple of four (gauss-newton, newton), or pairs (alternating and parameters with the parameter solver gauss-newton). 0 takes the object as known."), Range(0, 1000)]
    public int PosteriorSamples { get; init; }

    /// <summary>First step of the secant solver, in natural scales.</summary>
    [Description("First step of the secant solver, in natural scales."), Range(1e-9, 1e6)]
    public double FirstStep { get; init; } = 1;

    /// <summary>Largest step of a parameter, in natural scales.</summary>
    [Description("Largest step of a parameter, in natural scales."), Range(1e-9, 1e6)]
    public double MaximumStep { get; init; } = 2;

    /// <summary>The object of an alternating phase keeps its momentum over moves of the parameters up to this, in natural scales; 0 restarts it at every move.</summary>
    [Description("The object keeps its momentum over moves of the parameters up to this, in natural scales (alternating); 0 restarts it at every move."), Range(0, 1e6)]
    public double MomentumReach { get; init; }

    /// <summary>An alternating phase has converged when every parameter moves less than this, in natural scales.</summary>
    [Description("Converged when every parameter moves less than this, in natural scales (alternating, gauss-newton, newton, lbfgs, admm)."), Range(0, 1e6)]
    public double Tolerance { get; init; } = 0.02;

    /// <summary>A phase ends when the objective changes less than this, relatively, over ten iterations; 0 never.</summary>
    [Description("Ends when the loss changes less than this, relatively, over ten iterations; 0 never."), Range(0, 1)]
    public double RelativeChange { get; init; }

    /// <summary>The phase ends where χ²/N, the residual over what the fidelity's noise explains, is at most this; 0 never.</summary>
    [Description("Ends where the residual over the noise, χ²/N, is at most this; 1 where noise alone is left, 0 never. Looked at every ten iterations."), Range(0, 1e6)]
    public double Discrepancy { get; init; }

    /// <summary>The phase ends where the gradients of object and parameters have fallen to this share of their first size; 0 never.</summary>
    [Description("Ends where the gradients of object and of parameters have each fallen to this share of their first size; 0 never. Looked at every ten iterations."), Range(0, 1)]
    public double GradientNorm { get; init; }

    /// <summary>The phase ends after so many looks that the frames held out were not explained better at, with the iterate that explained them best; 0 never.</summary>
    [Description("Ends where the frames of data:heldOut have not been explained better for so many looks, one every ten iterations, with the iterate that explained them best; 0 never."), Range(0, 1000000)]
    public int HeldOutPatience { get; init; }

    /// <summary>Most products with the matrix in one Gauss–Newton step.</summary>
    [Description("Most conjugate gradient iterations in one step (gauss-newton, newton, admm)."), Range(1, 10000)]
    public int LinearIterations { get; init; } = 12;

    /// <summary>The linear system of a Gauss–Newton step is solved when its residual has fallen to this share.</summary>
    [Description("The linear system of a step is solved when its residual has fallen to this share (gauss-newton, newton, admm)."), Range(0, 1)]
    public double LinearTolerance { get; init; } = 1e-3;

    /// <summary>What ADMM draws the copies of the object together with at first, over the largest curvature of the fidelity.</summary>
    [Description("What draws the copies of the object together at first, over the largest curvature of the fidelity (admm)."), Range(1e-9, 1e9)]
    public double Penalty { get; init; } = 0.1;

    /// <summary>Moves that L-BFGS remembers.</summary>
    [Description("Moves that are remembered (lbfgs)."), Range(1, 1000)]
    public int Memory { get; init; } = 10;

    /// <summary>Whether priors are weighed against the fidelity's noise level or against the residual that is there.</summary>
    [Description("known, or estimated: priors are weighed against the residual that is there instead of the fidelity's own noise level (gauss-newton, newton, lbfgs).")]
    public NoiseScale NoiseScale { get; init; } = NoiseScale.Known;

    /// <summary>Frames that count in this phase; empty for all.</summary>
    [Description("Frames that count in this phase: names of the modality's frame sets, numbers, ranges such as 3-17; all where empty.")]
    public IReadOnlyList<string> Frames { get; init; } = [];

    /// <summary>Whether an alternating phase keeps object state between parameter steps, or starts from the background again.</summary>
    [Description("Start the object from the background again at every parameter step (alternating).")]
    public bool ResetObject { get; init; }

    /// <summary>Names of regularizers and constraints that are left out of this phase.</summary>
    [Description("Names of regularizers and constraints that are left out of this phase.")]
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether the phase moves a variable.</summary>
    internal bool Moves(Variable variable) => variable.IsActive && (Variables.Count == 0 || Variables.Contains(variable.Key)) && Solver switch
    {
        SolverKind.Fista => variable.Object is not null,
        SolverKind.Parameters => variable.Parameter is not null,
        _ => true,
    };

    /// <summary>Iterations that the phase takes at most.</summary>
    internal int Budget => Solver == SolverKind.Alternating ? (int)Math.Min(Enumerable.Range(0, Iterations).Sum(move => (long)InnerOf(move)), int.MaxValue) : Iterations;

    /// <summary>Object iterations before a parameter iteration of an alternating phase, counted from 0.</summary>
    internal int InnerOf(int move) => (int)Math.Round(Math.Min(InnerIterations * Math.Pow(InnerGrowth, move), 100_000));
}

using DiffImaging.Sdk.Constraints;

namespace DiffImaging.Engine.Optimization;

/// <summary>A constraint at work.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Target">Key of its object variable.</param>
/// <param name="Constraint">The constraint.</param>
public sealed record ConstraintTerm(string Name, string Target, IConstraint Constraint);

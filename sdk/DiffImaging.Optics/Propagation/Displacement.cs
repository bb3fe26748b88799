namespace DiffImaging.Optics.Propagation;

/// <summary>A displacement of a field in space, or a derivative by each of its parts.</summary>
/// <param name="X">Along the columns' index, in metres.</param>
/// <param name="Y">Along the rows' index, in metres.</param>
/// <param name="Z">Along the light, in metres: the distance of a propagation.</param>
public readonly record struct Displacement(double X, double Y, double Z);

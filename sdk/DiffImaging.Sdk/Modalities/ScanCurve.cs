namespace DiffImaging.Sdk.Modalities;

/// <summary>A measure tried over a range of one parameter, such as sharpness over distance.</summary>
/// <param name="Parameter">The parameter, as <c>stage.name</c>.</param>
/// <param name="Unit">SI unit of the parameter.</param>
/// <param name="Measure">What was measured.</param>
/// <param name="Positions">Values tried, in the unit.</param>
/// <param name="Values">The measure at each of them.</param>
/// <param name="Chosen">The value chosen, in the unit.</param>
public sealed record ScanCurve(
    string Parameter, string Unit, string Measure, IReadOnlyList<double> Positions, IReadOnlyList<double> Values, double Chosen);

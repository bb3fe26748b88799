using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Plugins.Holography.Stages;

/// <summary>What a scalar parameter is before its options are known.</summary>
/// <param name="Name">Its name, which is also its key.</param>
/// <param name="Unit">SI unit.</param>
/// <param name="Source">Where the uncertainty comes from.</param>
/// <param name="Nominal">Nominal value, in the unit.</param>
/// <param name="Scale">Natural scale, in the unit.</param>
/// <param name="Summary">What it is.</param>
internal sealed record ScalarTemplate(string Name, string Unit, UncertaintySource Source, double Nominal, double Scale, string Summary);

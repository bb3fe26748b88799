namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Frequencies over which a coherence of sidebands is taken.</summary>
/// <param name="Radius">Largest frequency, in radii of the pupil.</param>
/// <param name="Sidebands">Which sidebands of an image take part.</param>
internal sealed record CoherenceBand(double Radius, Sidebands Sidebands);

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Where the pupil passes the sidebands of an image's unscattered light.</summary>
internal enum Sidebands
{
    /// <summary>Frequencies of which one sideband passes.</summary>
    Single,

    /// <summary>Frequencies of which one passes or both.</summary>
    SingleAndDouble,
}

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Which cotangents are wanted.</summary>
[Flags]
internal enum WindowParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>That of the object's spectrum.</summary>
    Spectrum = 1,

    /// <summary>Those of the pupils' features.</summary>
    Features = 2,

    /// <summary>That of the free-form map.</summary>
    Map = 4,
}

namespace DiffImaging.Plugins.Regularizers.Objects;

/// <summary>The part of an object variable that a component acts on.</summary>
public enum ObjectPart
{
    /// <summary>The whole: the complex numbers, or all planes of a real parametrisation together.</summary>
    Complex,

    /// <summary>The amplitude: |o| of a complex variable; log |o|, or the absorption, of a real parametrisation.</summary>
    Amplitude,

    /// <summary>The phase in rad.</summary>
    Phase,
}

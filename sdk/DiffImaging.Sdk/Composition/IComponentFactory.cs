namespace DiffImaging.Sdk.Composition;

/// <summary>What every exported factory has: the type of its options, from which help and schema are made.</summary>
public interface IComponentFactory
{
    /// <summary>The record that the factory binds its options to.</summary>
    Type OptionsType { get; }
}

namespace DiffImaging.Sdk.Stages;

/// <summary>Says of a field or property that holds a tensor that something else owns and disposes it.</summary>
/// <remarks>Read by the analyzers of the SDK, which otherwise ask that a component disposes the tensors that it holds (DI0008).</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class BorrowedAttribute : Attribute;

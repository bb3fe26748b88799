namespace DiffImaging.Sdk.Options;

/// <summary>Unit of a numeric option: a bare number is in this unit, a string may carry any unit of the same dimension.</summary>
/// <param name="unit">SI unit: "m", "rad", "1/m", "1", "px", "s".</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>The unit.</summary>
    public string Unit { get; } = unit;
}

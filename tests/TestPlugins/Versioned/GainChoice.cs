namespace TestPlugins.Versioned;

/// <summary>A choice.</summary>
public enum GainChoice
{
    /// <summary>The only one.</summary>
    Product,
}

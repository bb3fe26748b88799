namespace DiffImaging.Sdk.Stages;

/// <summary>The ability of a stage with the role <see cref="StageRole.Sensor"/> to tell what it can record.</summary>
public interface ISensor : IForwardStage
{
    /// <summary>The largest value that the sensor records, in the unit of the measurement; null where it does not saturate.</summary>
    double? SaturationLevel { get; }
}

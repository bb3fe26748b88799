namespace Acme.StructuredIllumination.Modalities;

/// <summary>Names of the stages of the recipe, and keys of its variables.</summary>
internal static class MicroscopyKeys
{
    public const string Microscope = "microscope";
    public const string Sensor = "sensor";

    public const string Density = Microscope + "." + Stages.StructuredIlluminationStage.Density;
    public const string NumericalAperture = Microscope + "." + Stages.StructuredIlluminationStage.NumericalAperture;
    public const string Frequency = Microscope + "." + Stages.StructuredIlluminationStage.Frequency;
    public const string Phase = Microscope + "." + Stages.StructuredIlluminationStage.Phase;
    public const string Modulation = Microscope + "." + Stages.StructuredIlluminationStage.Modulation;
}

using TorchSharp;

namespace DiffImaging.Sdk.Stages;

/// <summary>Where and how precisely a component computes.</summary>
/// <param name="Device">The device that holds every tensor.</param>
/// <param name="Precision">The working precision.</param>
/// <param name="Seed">Seed of everything random that the component does.</param>
public sealed record StageContext(torch.Device Device, Precision Precision, long Seed)
{
    /// <summary>Scalar type of real tensors.</summary>
    public torch.ScalarType RealType => Precision == Precision.Double ? torch.ScalarType.Float64 : torch.ScalarType.Float32;

    /// <summary>Scalar type of complex tensors.</summary>
    public torch.ScalarType ComplexType => Precision == Precision.Double ? torch.ScalarType.ComplexFloat64 : torch.ScalarType.ComplexFloat32;
}

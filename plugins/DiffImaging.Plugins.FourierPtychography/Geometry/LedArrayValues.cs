using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>Where an LED array really is: float64 tensors, borrowed.</summary>
/// <param name="Rotation">Turn in its plane from +x towards +y (clockwise as displayed), in rad; scalar.</param>
/// <param name="Shift">Shift along x and y, in metres, <c>[2]</c>.</param>
/// <param name="Height">Distance of the array's centre from the face of the slide towards it, or from the sample where there is no slide, in metres; scalar.</param>
/// <param name="Tilt">Angles in rad, <c>[2]</c>: positive where the array recedes from the sample towards +x, +y.</param>
/// <param name="LedShift">Shift of each LED within the plane of the array, before its rotation, in metres, <c>[frames, 2]</c>.</param>
internal sealed record LedArrayValues(torch.Tensor Rotation, torch.Tensor Shift, torch.Tensor Height, torch.Tensor Tilt, torch.Tensor LedShift);

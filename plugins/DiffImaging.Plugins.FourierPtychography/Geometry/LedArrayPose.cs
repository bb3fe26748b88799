namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>Place and orientation of an LED array as plain numbers; meaning and signs as in <see cref="LedArrayValues"/>.</summary>
/// <param name="Height">In metres.</param>
/// <param name="Rotation">In rad.</param>
/// <param name="ShiftX">In metres.</param>
/// <param name="ShiftY">In metres.</param>
/// <param name="TiltX">In rad.</param>
/// <param name="TiltY">In rad.</param>
internal readonly record struct LedArrayPose(double Height, double Rotation = 0, double ShiftX = 0, double ShiftY = 0, double TiltX = 0, double TiltY = 0);

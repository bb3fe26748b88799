using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Geometry;

/// <summary>An array of LEDs under a sample: from its place and orientation to the direction of the light of each frame.</summary>
/// <remarks>An LED at p in the plane of the array goes to R(ψ)(p + d), ψ its rotation and d the LED's own shift; the tilt turns that
/// plane about y and then about x, the shift moves it, and the sample's point is taken off. The direction is towards the LED:
/// s = (LED − sample) / distance in air, refracted by the slide (<see cref="Refraction"/>). The light itself goes the other way,
/// exp(−i2π s·r/λ).</remarks>
/// <param name="Places">x and y of each frame's LED in the plane of the array, in metres.</param>
internal sealed record LedArray(IReadOnlyList<(double X, double Y)> Places)
{
    /// <summary>Number of columns of the Jacobian: the LED's own shift along x and y, rotation, shift along x and y, height, tilt along x and y.</summary>
    public const int Columns = 8;

    /// <summary>The sample's point that is imaged, such as the centre of a tile, in metres from the axis.</summary>
    public (double X, double Y) SamplePoint { get; init; }

    /// <summary>Thickness of the slide between array and sample, in metres; 0 for none.</summary>
    public double SlideThickness { get; init; }

    /// <summary>Refractive index of the slide.</summary>
    public double SlideIndex { get; init; } = 1.52;

    /// <summary>Points that stand for the emitting area of an LED, in metres from its centre.</summary>
    public IReadOnlyList<(double X, double Y)> Emitters { get; init; } = [(0, 0)];

    /// <summary>Lays out an array.</summary>
    /// <param name="layout">The layout; it has passed its check.</param>
    /// <param name="height">Nominal height, which turns a list of directions into places.</param>
    /// <param name="slideThickness">Thickness of the slide, in metres.</param>
    /// <param name="slideIndex">Its index.</param>
    public static LedArray Of(LedLayoutOptions layout, double height, double slideThickness, double slideIndex)
    {
        var places = LedLayout.Places(layout);
        if (layout.Kind == LedLayoutKind.Directions)
        {
            places = [.. places.Select(s => (Depth(s) * s.X, Depth(s) * s.Y))];
        }

        return new LedArray(places) { SlideThickness = slideThickness, SlideIndex = slideIndex };

        double Depth((double X, double Y) s) => Refraction.Depth(s.X * s.X + s.Y * s.Y, height, slideThickness, slideIndex);
    }

    /// <summary>Computes the direction of one LED's centre without a tensor, for planning and for first guesses.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="pose">Where the array is.</param>
    /// <returns>Transverse direction cosines in air towards the LED, along x and y.</returns>
    public (double X, double Y) Direction(int frame, LedArrayPose pose)
    {
        var (p, q) = Places[frame];
        var (sine, cosine) = Math.SinCos(pose.Rotation);
        var (u, v) = (cosine * p - sine * q, sine * p + cosine * q);
        var lifted = u * Math.Sin(pose.TiltX);
        return Refraction.Direction(
            u * Math.Cos(pose.TiltX) + pose.ShiftX - SamplePoint.X,
            v * Math.Cos(pose.TiltY) - lifted * Math.Sin(pose.TiltY) + pose.ShiftY - SamplePoint.Y,
            pose.Height + v * Math.Sin(pose.TiltY) + lifted * Math.Cos(pose.TiltY), SlideThickness, SlideIndex);
    }

    /// <summary>Computes the directions in operations that autograd can record.</summary>
    /// <param name="values">Where the array is.</param>
    /// <param name="frames">The frames wanted.</param>
    /// <returns>Transverse direction cosines in air towards the LEDs, along x and y: float64, <c>[frames, emitters, 2]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Directions(LedArrayValues values, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = torch.NewDisposeScope();
        return Directions(Leaf(values, frames), frames).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the directions and their derivatives.</summary>
    /// <inheritdoc cref="Directions(LedArrayValues, FrameRange)" path="/param"/>
    /// <returns>Directions as <see cref="Directions(LedArrayValues, FrameRange)"/>, and ∂s/∂(geometry) of each frame and emitter,
    /// <c>[frames, emitters, 2, <see cref="Columns"/>]</c>; both in the caller's dispose scope.</returns>
    public (torch.Tensor Directions, torch.Tensor Jacobian) Linearize(LedArrayValues values, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var scope = torch.NewDisposeScope();
        using var record = torch.enable_grad();

        // Each direction gets a copy of the geometry of its own, so that one backward pass finds the rows of all.
        var leaf = Leaf(values, frames).detach().clone().requires_grad_(true);
        var directions = Directions(leaf, frames);
        var alongX = torch.autograd.grad([directions.select(-1, 0).sum()], [leaf], retain_graph: true)[0];
        var alongY = torch.autograd.grad([directions.select(-1, 1).sum()], [leaf])[0];
        return (directions.detach().MoveToOuterDisposeScope(), torch.stack([alongX, alongY], dim: 2).detach().MoveToOuterDisposeScope());
    }

    // The geometry of each direction: [frames, emitters, Columns].
    private torch.Tensor Leaf(LedArrayValues values, FrameRange frames)
    {
        var common = torch.cat([values.Rotation.reshape(1), values.Shift, values.Height.reshape(1), values.Tilt]);
        var own = values.LedShift.narrow(0, frames.Start, frames.Count).unsqueeze(1).expand(frames.Count, Emitters.Count, 2);
        return torch.cat([own, common.expand(frames.Count, Emitters.Count, Columns - 2)], dim: 2);
    }

    private torch.Tensor Directions(torch.Tensor geometry, FrameRange frames)
    {
        var place = PlacesOf(frames, geometry.device);
        var (p, q) = (place.select(2, 0) + geometry.select(2, 0), place.select(2, 1) + geometry.select(2, 1));
        var (cosine, sine) = (geometry.select(2, 2).cos(), geometry.select(2, 2).sin());
        var (u, v) = (cosine * p - sine * q, sine * p + cosine * q);
        var (tiltX, tiltY) = (geometry.select(2, 6), geometry.select(2, 7));

        // About y first: (u cos τx, v, u sin τx); then about x.
        var lifted = u * tiltX.sin();
        var x = u * tiltX.cos() + geometry.select(2, 3) - SamplePoint.X;
        var y = v * tiltY.cos() - lifted * tiltY.sin() + geometry.select(2, 4) - SamplePoint.Y;
        var height = geometry.select(2, 5) + v * tiltY.sin() + lifted * tiltY.cos();
        return Refraction.Directions(x, y, height, SlideThickness, SlideIndex);
    }

    private torch.Tensor PlacesOf(FrameRange frames, torch.Device device)
    {
        var numbers = new double[2 * frames.Count * Emitters.Count];
        var index = 0;
        for (var frame = frames.Start; frame < frames.End; frame++)
        {
            foreach (var (x, y) in Emitters)
            {
                (numbers[index++], numbers[index++]) = (Places[frame].X + x, Places[frame].Y + y);
            }
        }

        return torch.tensor(numbers, torch.ScalarType.Float64, device: device).reshape(frames.Count, Emitters.Count, 2);
    }
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>A field of view as overlapping tiles under one LED array.</summary>
/// <remarks>The light of an LED is a spherical wave. In each tile it is taken for the plane wave that has its direction at the tile's centre
/// r_t, times the curvature exp(iπ|r − r_t|²/(λ d)) of a source on the axis, which the light of all LEDs shares: so the phases of
/// neighbouring patches belong to one object. Left out is what the curvature owes to the LED: 1.5 s² of it along s, half of s² across.</remarks>
internal sealed record ImagingField
{
    /// <summary>The microscope over the whole field, in light from the directions seen from its centre.</summary>
    public required ImagingModel Whole { get; init; }

    /// <summary>The tiles, row by row; a single one is the whole field.</summary>
    public required IReadOnlyList<ImagingTile> Tiles { get; init; }

    /// <summary>Recorded pixels of a tile along each side; the shorter one of the images where they are one tile.</summary>
    public required int TileSize { get; init; }

    /// <summary>Distance d of the curvature's centre, in metres: the nominal height, and the slide's thickness over its index.</summary>
    public required double Distance { get; init; }

    /// <summary>The microscope over a patch at the centre of the field: the bins of pupil and windows are its.</summary>
    public ImagingModel Centre => Whole with { Image = Tiles[0].Model.Image };

    /// <summary>Cuts a field.</summary>
    /// <param name="whole">The microscope over the whole field.</param>
    /// <param name="tile">Recorded pixels of a tile along each side; null for one tile.</param>
    /// <param name="padding">Samples of the field beyond the recorded images, and of a patch beyond its tile, on each side.</param>
    /// <param name="height">Nominal height of the array, in metres.</param>
    public static ImagingField Of(ImagingModel whole, int? tile, int padding, double height)
    {
        var (image, array) = (whole.Image, whole.Array);
        var tiles =
            from rows in TileSpan.Along(image.Rows - 2 * padding, tile ?? image.Rows - 2 * padding, padding)
            from columns in TileSpan.Along(image.Columns - 2 * padding, tile ?? image.Columns - 2 * padding, padding)
            let centre = (array.SamplePoint.X + Offset(columns, image.Columns) * image.Pitch, array.SamplePoint.Y + Offset(rows, image.Rows) * image.Pitch)
            let model = whole with { Image = new SamplingGrid(rows.Size, columns.Size, image.Pitch), Array = array with { SamplePoint = centre } }
            select new ImagingTile(model, rows, columns);
        return new ImagingField
        {
            Whole = whole,
            Tiles = [.. tiles],
            TileSize = tile ?? Math.Min(image.Rows, image.Columns) - 2 * padding,
            Distance = Refraction.Depth(0, height, array.SlideThickness, array.SlideIndex),
        };
    }

    /// <summary>The curvature of the light over a patch of the object.</summary>
    /// <param name="type">Complex scalar type.</param>
    /// <param name="device">Where the tensor is to lie.</param>
    /// <returns>Complex, <c>[rows, columns]</c> of a patch's object, in the caller's dispose scope.</returns>
    public torch.Tensor Curvature(torch.ScalarType type, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var (patch, pitch) = (Tiles[0].Model.Image, Whole.Object.Pitch);
        torch.Tensor Squared(int samples) =>
            ((torch.arange(samples * Whole.Upsampling, dtype: torch.ScalarType.Float64, device: device) - samples / 2 * Whole.Upsampling) * pitch).square();
        var phase = Math.PI / (Whole.Wavelength * Distance) * (Squared(patch.Rows).unsqueeze(1) + Squared(patch.Columns));
        return torch.complex(phase.cos(), phase.sin()).to(type).MoveToOuterDisposeScope();
    }

    // From the field's centre to that of a patch, in samples.
    private static int Offset(TileSpan span, int whole) => span.Start + span.Size / 2 - whole / 2;
}

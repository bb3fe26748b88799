using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Model;

/// <summary>A tile of the field of view: a patch of object and image that is imaged by itself.</summary>
/// <param name="Model">The microscope over the patch, in light from the directions seen from the patch's centre.</param>
/// <param name="Rows">Where the patch lies along the rows' index.</param>
/// <param name="Columns">Where it lies along the columns' index.</param>
internal sealed record ImagingTile(ImagingModel Model, TileSpan Rows, TileSpan Columns)
{
    /// <summary>The patch of the object: a view of <c>[rows, columns]</c> of the whole.</summary>
    public torch.Tensor InObject(torch.Tensor transmittance)
    {
        using var scope = torch.NewDisposeScope();
        var factor = Model.Upsampling;
        return transmittance.narrow(0, factor * Rows.Start, factor * Rows.Size).narrow(1, factor * Columns.Start, factor * Columns.Size)
            .MoveToOuterDisposeScope();
    }

    /// <summary>What the tile shows: a view of the patch's image, <c>[…, rows, columns]</c>.</summary>
    public torch.Tensor InPatch(torch.Tensor image) => View(image, Rows.First, Rows.Count, Columns.First, Columns.Count);

    /// <summary>The place of what the tile shows: a view of the whole image, <c>[…, rows, columns]</c>.</summary>
    public torch.Tensor InImage(torch.Tensor image) =>
        View(image, Rows.Start + Rows.First, Rows.Count, Columns.Start + Columns.First, Columns.Count);

    private static torch.Tensor View(torch.Tensor image, int row, int rows, int column, int columns)
    {
        using var scope = torch.NewDisposeScope();
        return image.narrow(-2, row, rows).narrow(-1, column, columns).MoveToOuterDisposeScope();
    }
}

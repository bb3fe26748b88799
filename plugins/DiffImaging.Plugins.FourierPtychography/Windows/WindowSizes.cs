using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Plugins.FourierPtychography.Pupils;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>What the kernels ask of the model for every row, found once.</summary>
/// <param name="Box">The bins that are computed.</param>
/// <param name="Rows">Rows of the image.</param>
/// <param name="Columns">Columns of the image.</param>
/// <param name="AspectX">A bin along x over the pupil's.</param>
/// <param name="AspectY">A bin along y over the pupil's.</param>
/// <param name="Softness">Scale of the pupil's edge, in bins.</param>
/// <param name="Degree">Degree of the wavefront.</param>
internal sealed record WindowSizes(PupilBox Box, int Rows, int Columns, double AspectX, double AspectY, double Softness, int Degree)
{
    /// <summary>Reads them off the model.</summary>
    public static WindowSizes Of(ImagingModel model) =>
        new(model.Box, model.Image.Rows, model.Image.Columns, model.AspectX, model.AspectY, model.Softness, model.Degree);
}

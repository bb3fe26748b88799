using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>The object's first guess: the amplitude of the image whose LED is nearest to the axis, inside the pupil's band.</summary>
internal static class CentralImage
{
    // The image's amplitude holds no frequency of the field beyond the pupil, and little that is right close to its edge.
    private const double Band = 0.9;

    /// <summary>Interpolates an image to the object's grid.</summary>
    /// <param name="model">The microscope.</param>
    /// <param name="intensity">The image, real, <c>[rows, columns]</c>.</param>
    /// <param name="type">Complex scalar type.</param>
    /// <returns>Complex, shape of the object, in the caller's dispose scope.</returns>
    public static torch.Tensor Of(ImagingModel model, torch.Tensor intensity, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var amplitude = intensity.clamp(min: 0).sqrt().to(torch.ScalarType.Float64);
        var (rows, columns) = (model.Image.Rows, model.Image.Columns);
        var (top, left) = ((rows - amplitude.shape[0]) / 2, (columns - amplitude.shape[1]) / 2);
        var canvas = torch.full([rows, columns], amplitude.mean().item<double>(), torch.ScalarType.Float64, amplitude.device);
        canvas.narrow(0, top, amplitude.shape[0]).narrow(1, left, amplitude.shape[1]).copy_(amplitude);
        var y = FrameSpectra.Bins(rows, canvas).unsqueeze(1) * (float)model.AspectY;
        var x = FrameSpectra.Bins(columns, canvas) * (float)model.AspectX;
        var passing = (y.square() + x.square()).less(Math.Pow(Band * model.NominalRadius, 2));
        var spectrum = torch.fft.fftshift(torch.fft.fft2(canvas) * passing);
        var wide = torch.zeros(model.Object.Rows, model.Object.Columns, torch.ScalarType.ComplexFloat64, amplitude.device);
        wide.narrow(0, model.Object.Rows / 2 - rows / 2, rows).narrow(1, model.Object.Columns / 2 - columns / 2, columns).copy_(spectrum);
        var image = torch.fft.ifft2(torch.fft.ifftshift(wide)) * (model.Upsampling * model.Upsampling);
        return image.to(type).MoveToOuterDisposeScope();
    }
}

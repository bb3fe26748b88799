using TorchSharp;

namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>Evaluates measures of sharpness on a back-propagated field.</summary>
internal static class Sharpness
{
    /// <summary>Evaluates a measure.</summary>
    /// <param name="measure">Which.</param>
    /// <param name="field">The whole field, complex, <c>[rows, columns]</c>, its border cut off.</param>
    /// <param name="departure">The field without its background, likewise.</param>
    /// <param name="blur">Standard deviation of the blur, in samples.</param>
    public static double Evaluate(SharpnessMeasure measure, torch.Tensor field, torch.Tensor departure, double blur)
    {
        using var scope = torch.NewDisposeScope();
        return measure switch
        {
            SharpnessMeasure.GradientContrast => Contrast(Gradient(field)),
            SharpnessMeasure.AmplitudeContrast => Contrast(field.abs()),
            _ => Blur(Intensity(departure), blur).max().to(torch.ScalarType.Float64).item<double>(),
        };
    }

    private static double Contrast(torch.Tensor values) =>
        (values.std() / values.mean().clamp_min(1e-30)).to(torch.ScalarType.Float64).item<double>();

    // The modulus of the complex gradient √(|∂x u|² + |∂y u|²).
    private static torch.Tensor Gradient(torch.Tensor field)
    {
        var (rows, columns) = (field.shape[0] - 1, field.shape[1] - 1);
        var corner = field.narrow(0, 0, rows).narrow(1, 0, columns);
        var down = field.narrow(0, 1, rows).narrow(1, 0, columns) - corner;
        var right = field.narrow(0, 0, rows).narrow(1, 1, columns) - corner;
        return (Intensity(down) + Intensity(right)).sqrt();
    }

    private static torch.Tensor Intensity(torch.Tensor field) => torch.view_as_real(field).square().sum(-1);

    private static torch.Tensor Blur(torch.Tensor image, double sigma)
    {
        if (sigma <= 0)
        {
            return image;
        }

        var (rows, columns) = (image.shape[0], image.shape[1]);
        var fy = torch.fft.fftfreq(rows, 1.0, image.dtype, image.device).unsqueeze(1);
        var fx = torch.fft.rfftfreq(columns, 1.0, image.dtype, image.device).unsqueeze(0);
        var transfer = (-2 * Math.PI * Math.PI * sigma * sigma * (fx.square() + fy.square())).exp();
        return torch.fft.irfft2(torch.fft.rfft2(image) * transfer, [rows, columns]);
    }
}

using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Windows;

/// <summary>Window and pupil of one frame and mode as plain numbers; units and symbols as in <see cref="PupilTensors"/>.</summary>
/// <param name="Row">First row of the window in the centred spectrum of the object.</param>
/// <param name="Column">First column.</param>
/// <param name="FractionX">δ_x in bins.</param>
/// <param name="FractionY">δ_y in bins.</param>
/// <param name="Amplitude">Factor of the pupil.</param>
/// <param name="Radius">R in bins.</param>
/// <param name="Turn">−2πz Bin²/w, in rad.</param>
/// <param name="Curvature">(Bin/w)².</param>
/// <param name="Disc">Nominal disc's coordinate for one bin.</param>
/// <param name="Wavefront">Coefficients of x^a y^b at b (degree + 1) + a, in rad.</param>
internal sealed record WindowState(
    int Row, int Column, double FractionX, double FractionY, double Amplitude, double Radius, double Turn, double Curvature, double Disc, double[] Wavefront)
{
    /// <summary>Reads the states off a point, frames slower than modes.</summary>
    public static WindowState[] Of(ImagingPoint point)
    {
        using var scope = torch.NewDisposeScope();
        var model = point.Model;
        var (window, fraction, amplitude) = (Numbers(point.Window), Numbers(point.Fraction), Numbers(point.Amplitude));
        var (radius, cutOff, wavefront) = (Numbers(point.Radius), Numbers(point.CutOff), Numbers(point.Wavefront));
        var defocus = point.Defocus.item<double>();
        var stretch = point.Stretch.ToArray();
        var wavefronts = stretch.Select(factor => wavefront.Select(value => value / factor).ToArray()).ToArray();
        var states = new WindowState[amplitude.Length];
        for (var index = 0; index < states.Length; index++)
        {
            var mode = index % model.Modes;
            states[index] = new WindowState(
                (int)window[2 * index + 1] + model.Box.FirstRow + model.Object.Rows / 2,
                (int)window[2 * index] + model.Box.FirstColumn + model.Object.Columns / 2,
                fraction[2 * index], fraction[2 * index + 1],

                // F{o} counts the object's samples, the image has fewer.
                amplitude[index] / (model.Upsampling * model.Upsampling),
                radius[mode],
                -2 * Math.PI * defocus * model.Bin * model.Bin / cutOff[mode],
                Math.Pow(model.Bin / cutOff[mode], 2),
                stretch[mode] / model.NominalRadius,
                wavefronts[mode]);
        }

        return states;
    }

    private static double[] Numbers(torch.Tensor tensor) => tensor.detach().cpu().contiguous().data<double>().ToArray();
}

using DiffImaging.Data;
using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Initialization;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

/// <summary>The pupil of a measured stack, from poses of the array as the fit of the discs leaves them.</summary>
[TestFixture]
public sealed class MeasuredPupilTests
{
    private const double Millimetre = 1e-3;
    private const double Degree = Math.PI / 180;

    // From the second and the third the narrowest band leads to -123 µm; the last is where the joint estimation ends.
    [TestCase(87.27, 0.537, -0.263, 0.114)]
    [TestCase(87.18, 0.51, -0.263, 0.114)]
    [TestCase(87.04, 0.62, -0.263, 0.114)]
    [TestCase(90.09, 0.747, -0.132, 0.165)]
    public void The_pupil_does_not_depend_on_the_start_of_the_array(double height, double rotation, double x, double y)
    {
        using var scope = torch.NewDisposeScope();
        var stack = ImageReader.Read(SharedData.Require("uconn_fpm/bloodsmear_red.mat"));
        var amplitudes = torch.tensor(stack.Pixels.ToArray(), [stack.Frames, 1, stack.Rows, stack.Columns]);
        var intensities = amplitudes * amplitudes;
        var pose = new LedArrayPose(height * Millimetre, rotation * Degree, x * Millimetre, y * Millimetre);
        var means = BrightField.Means(intensities);
        int[] bright = [.. BrightField.Of(means, Enumerable.Range(0, means.Length)).Where(frame => Model.ApertureOf(frame, pose) < (1 - 1 / Model.NominalRadius) * Model.NumericalAperture)];
        var spectra = FrameSpectra.Of(torch.stack([.. bright.Select(frame => intensities[frame, 0])]));

        using var coherence = new SidebandCoherence(
            Model, spectra, [.. bright.Select(frame => Model.FrequencyOf(frame, pose))], [null, .. Model.Zernikes.Select(mode => (int?)mode)], PupilSearch.Bands);
        double[] scales = [Model.DefocusOf(3), .. Model.Zernikes.Select(_ => 0.5)];
        var (found, value, trials) = new PupilSearch(coherence, scales, seed: 1).Find(new double[scales.Length], default);

        TestContext.Out.WriteLine($"{bright.Length} frames, coherence {value:F3} after {trials} trial(s), defocus {found[0] * 1e6:F1} µm");
        Assert.That(value, Is.GreaterThan(0.9));
        Assert.That(found[0], Is.EqualTo(-32e-6).Within(2e-6));
    }

    private static ImagingModel Model { get; } = new()
    {
        Array = LedArray.Of(new LedLayoutOptions { Rows = 15, Columns = 15, Pitch = 4 * Millimetre }, 0.095, Millimetre, 1.52),
        Image = new SamplingGrid(128, 128, 1.845e-6),
        Upsampling = 4,
        Wavelength = 630e-9,
        RefractiveIndex = 1,
        NumericalAperture = 0.1,
        LargestAperture = 0.1,
        Zernikes = [.. Enumerable.Range(5, 11)],
    };
}

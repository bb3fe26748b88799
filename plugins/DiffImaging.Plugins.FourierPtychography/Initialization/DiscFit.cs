using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>Finds shift, rotation and height of the LED array from the bright field, without reconstruction.</summary>
/// <remarks>The spectrum of a bright-field image is brighter within two discs of the pupil's radius, at plus and minus the LED's
/// frequency: the sidebands of its unscattered light. The logarithm of the spectra, less their mean over the LEDs, is fitted by the
/// union of both discs, less its mean, times a factor that depends on |f| alone and is not negative; the share that the fit explains is maximised, coarsely over shift and rotation, then by a simplex that
/// moves the discs' apparent radius too. Source of the idea of the discs: [eckert2018].</remarks>
/// <param name="model">The microscope, with its nominal aperture.</param>
/// <param name="spectra">Spectra of the bright-field frames, FFT order.</param>
/// <param name="frames">Which frames they are.</param>
internal sealed class DiscFit(ImagingModel model, torch.Tensor spectra, IReadOnlyList<int> frames)
{
    private const double Edge = 1.5;
    private const double RingsInRadius = 6;
    private const double SmallestSquare = 1e-3;
    private const double LargestGrowth = 4;

    private const double Blur = 1.5;
    private const int Reach = 3;
    private const int Candidates = 3;
    private const int Iterations = 12;

    private static readonly double[] Rotations = [-2.5, -1.25, 0, 1.25, 2.5];

    /// <summary>Finds the pose.</summary>
    /// <param name="nominal">Where the search begins, apart from the shift.</param>
    /// <param name="shift">First guess of the shift, in metres.</param>
    /// <param name="range">Where the array may be.</param>
    /// <param name="movesHeight">Whether the height is free.</param>
    /// <param name="movesRotation">Whether the rotation is free.</param>
    /// <returns>The pose and the root of the explained share there.</returns>
    public (LedArrayPose Pose, double Correlation) Find(LedArrayPose nominal, (double X, double Y) shift, PoseRange range, bool movesHeight, bool movesRotation)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var pattern = new Pattern(Deviation(), Rings());

        // The shift that moves the discs by a ninth of their radius; a degree; a hundredth of the height.
        var length = model.NominalRadius / 9 * model.Bin * model.Wavelength * nominal.Height;
        // In the spectra the discs are larger by the window's main lobe, or smaller where the object has little at high frequencies.
        double Growth(double[] q) => Math.Clamp(q[4], -LargestGrowth, LargestGrowth);
        LedArrayPose At(double[] q) => range.Clamp(nominal with
        {
            ShiftX = shift.X + q[0] * length,
            ShiftY = shift.Y + q[1] * length,
            Rotation = nominal.Rotation + (movesRotation ? q[2] * Math.PI / 180 : 0),
            Height = nominal.Height * (1 + (movesHeight ? 0.01 * q[3] : 0)),
        });

        var starts =
            from x in Enumerable.Range(-Reach, 2 * Reach + 1)
            from y in Enumerable.Range(-Reach, 2 * Reach + 1)
            from rotation in movesRotation ? Rotations : [0.0]
            let q = new double[] { x, y, rotation, 0, 0 }
            orderby Correlation(At(q), Growth(q), pattern) descending
            select q;
        var best = starts.Take(Candidates).Select(start => Climb(q => Correlation(At(q), Growth(q), pattern), start)).MaxBy(found => found.Value);
        return (At(best.Place), best.Value);
    }

    /// <summary>The root of the share of the spectra that the discs of a pose explain.</summary>
    private double Correlation(LedArrayPose pose, double growth, Pattern pattern)
    {
        using var scope = torch.NewDisposeScope();
        var (x, y) = Frequencies();
        var centres = frames.Select(frame => model.FrequencyOf(frame, pose)).ToArray();
        var cx = torch.tensor(centres.Select(c => (float)c.X).ToArray()).reshape(-1, 1, 1).to(spectra.device);
        var cy = torch.tensor(centres.Select(c => (float)c.Y).ToArray()).reshape(-1, 1, 1).to(spectra.device);
        torch.Tensor Disc(int side)
        {
            var distance = ((x - side * cx) * (float)model.AspectX).square() + ((y - side * cy) * (float)model.AspectY).square();
            return ((model.NominalRadius + growth - distance.sqrt()) / Edge).sigmoid();
        }

        var union = 1 - (1 - Disc(1)) * (1 - Disc(-1));
        var deviation = union - union.mean([0L], keepdim: true);
        torch.Tensor OverRings(torch.Tensor values) => pattern.Rings.bincount(values.sum([0L]).reshape(-1));

        // By least squares in each ring: a specimen's sidebands fade outwards into the noise, and how, nobody knows beforehand.
        var (product, square) = (OverRings(deviation * pattern.Deviation), OverRings(deviation.square()));
        return (product.clamp(min: 0).square() / square.clamp(min: SmallestSquare)).sum().sqrt().item<float>();
    }

    // A simplex needs no derivative and does not mind the pixels' grain.
    private static (double[] Place, double Value) Climb(Func<double[], double> value, double[] start) =>
        Simplex.Maximise(value, start, step: 0.5, iterations: 20 * Iterations);

    private (torch.Tensor X, torch.Tensor Y) Frequencies() =>
        (FrameSpectra.Bins(spectra.shape[2], spectra).reshape(1, 1, -1), FrameSpectra.Bins(spectra.shape[1], spectra).reshape(1, -1, 1));

    private torch.Tensor Rings()
    {
        var (x, y) = Frequencies();
        var radius = ((x * (float)model.AspectX).square() + (y * (float)model.AspectY).square()).sqrt();
        return (radius * (float)(RingsInRadius / model.NominalRadius)).floor().to(torch.ScalarType.Int64).reshape(-1);
    }

    // Unit norm, so that the explained share is at most 1.
    private torch.Tensor Deviation()
    {
        using var scope = torch.NewDisposeScope();
        var logarithm = (spectra.real.square() + spectra.imag.square()).clamp(min: 1e-30).log();
        var smooth = Smooth(logarithm);
        var deviation = smooth - smooth.mean([0L], keepdim: true);
        return (deviation / deviation.square().sum().sqrt()).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Smooth(torch.Tensor image)
    {
        torch.Tensor Window(long size) =>
            (torch.fft.fftfreq(size, 1.0, dtype: torch.ScalarType.Float32, device: image.device).square() * (-2 * Math.PI * Math.PI * Blur * Blur)).exp();
        return torch.fft.ifft2(torch.fft.fft2(image) * (Window(image.shape[1]).unsqueeze(1) * Window(image.shape[2]))).real;
    }

    /// <param name="Deviation">What the spectra have beyond their mean, <c>[frames, rows, columns]</c>.</param>
    /// <param name="Rings">The ring of each frequency, int64, <c>[rows · columns]</c>.</param>
    private sealed record Pattern(torch.Tensor Deviation, torch.Tensor Rings);
}

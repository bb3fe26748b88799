using DiffImaging.Sdk.Signals;

namespace DiffImaging.Plugins.Lensless.Stages.CodedMask;

/// <summary>Where the point spread function lies on the object's grid.</summary>
/// <param name="Grid">Grid of the object.</param>
/// <param name="Pitch">Distance of the measured samples, in metres.</param>
/// <param name="CentreX">Where the optical axis meets them along x, in metres from the central sample.</param>
/// <param name="CentreY">The same along y.</param>
/// <param name="Window">Samples of the object's grid about the axis that the point spread function covers.</param>
/// <param name="TransformRows">Rows of the Fourier transform: odd, so that no frequency is its own negative, and of small factors.</param>
/// <param name="TransformColumns">Columns of the Fourier transform.</param>
internal sealed record PsfGeometry(
    SamplingGrid Grid, double Pitch, double CentreX, double CentreY, SamplingGrid Window, int TransformRows, int TransformColumns)
{
    // Room for what scale and rotation find different from their nominal values, and for the spread of the interpolation.
    private const double Room = 1.1;

    /// <summary>Lays out the window for the nominal scale and rotation.</summary>
    public static PsfGeometry Of(PointSpreadFunction psf, CodedMaskOptions options, SamplingGrid grid)
    {
        var pitch = options.PsfPitch ?? grid.Pitch;
        var (sine, cosine) = Math.SinCos(options.Rotation.Nominal is [var angle, ..] ? angle : 0);
        var scale = Room * (options.Scale.Nominal is [var nominal, ..] ? nominal : 1);
        var height = psf.Rows * pitch + 2 * Math.Abs(options.Centre[1]);
        var width = psf.Columns * pitch + 2 * Math.Abs(options.Centre[0]);
        int Samples(double along, double across) => 2 * (int)Math.Ceiling(scale * (along * Math.Abs(cosine) + across * Math.Abs(sine)) / (2 * grid.Pitch)) + 1;
        var window = new SamplingGrid(Samples(height, width), Samples(width, height), grid.Pitch);
        return new PsfGeometry(grid, pitch, options.Centre[0], options.Centre[1], window, Fast(grid.Rows + window.Rows), Fast(grid.Columns + window.Columns));
    }

    // The next odd number of the factors 3, 5 and 7.
    private static int Fast(int size)
    {
        for (var candidate = size | 1; ; candidate += 2)
        {
            var rest = candidate;
            foreach (var factor in (int[])[3, 5, 7])
            {
                while (rest % factor == 0)
                {
                    rest /= factor;
                }
            }

            if (rest == 1)
            {
                return candidate;
            }
        }
    }
}

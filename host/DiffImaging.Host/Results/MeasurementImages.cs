using DiffImaging.Host.Experiments;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Images;

namespace DiffImaging.Host.Results;

/// <summary>The first frame of a measurement beside what the model predicts of it, in the same colours.</summary>
/// <param name="Measured">The measurement.</param>
/// <param name="Predicted">The prediction at the end of the run.</param>
/// <param name="Residual">√measured − √predicted: where the noise is that of photons it has the same size everywhere.</param>
/// <param name="Limits">The values at the ends of the colours of measurement and prediction.</param>
internal sealed record MeasurementImages(SampledImage Measured, SampledImage Predicted, SampledImage Residual, ColorLimits Limits)
{
    public static MeasurementImages Of(FinishedRun run)
    {
        var (frames, grid) = (run.Measurement.Frames, run.Experiment.Plan.Pipeline.Output.Grid);
        SampledImage Image(float[] values) => new(values.AsMemory(0, frames.Rows * frames.Columns), frames.Rows, frames.Columns, grid.Pitch);
        var (measured, predicted) = (Image(frames.Pixels), Image(run.Prediction));
        var residual = Image([.. frames.Pixels.Take(frames.Rows * frames.Columns).Zip(run.Prediction, (y, m) => MathF.Sqrt(Math.Max(y, 0)) - MathF.Sqrt(Math.Max(m, 0)))]);
        return new MeasurementImages(measured, predicted, residual, ColorLimits.Robust([measured, predicted]));
    }

    /// <summary>As figures of a report.</summary>
    public IEnumerable<IFigure> Figures() =>
    [
        new ImageFigure { Title = "Measurement", Image = Measured, Map = ColorMap.Gray, Limits = Limits, ValueLabel = "intensity" },
        new ImageFigure { Title = "Prediction", Image = Predicted, Map = ColorMap.Gray, Limits = Limits, ValueLabel = "intensity" },
        new ImageFigure { Title = "Residual of the amplitude", Image = Residual, Map = ColorMap.Residual, Limits = ColorLimits.Symmetric([Residual]), ValueLabel = "√measured − √predicted" },
    ];

    /// <summary>As files to look at.</summary>
    /// <param name="artifact">Gives the path of a named file.</param>
    public void Write(Func<string, string, string> artifact)
    {
        File.WriteAllBytes(artifact("measurementPicture", "measurement.png"), new PlainImage { Image = Measured, Map = ColorMap.Gray, Limits = Limits, ScaleBar = true }.ToPng());
        File.WriteAllBytes(artifact("predictionPicture", "prediction.png"), new PlainImage { Image = Predicted, Map = ColorMap.Gray, Limits = Limits, ScaleBar = true }.ToPng());
        File.WriteAllBytes(artifact("residualPicture", "residual.png"), new PlainImage { Image = Residual, Map = ColorMap.Residual, Limits = ColorLimits.Symmetric([Residual]), ScaleBar = true }.ToPng());
    }
}

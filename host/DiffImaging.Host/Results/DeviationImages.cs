using DiffImaging.Data;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Host.Experiments;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Images;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Results;

/// <summary>Maps of how far an object is to be believed, in the report and as files.</summary>
internal static class DeviationImages
{
    /// <summary>The figures of a report.</summary>
    public static IEnumerable<IFigure> Figures(FinishedRun run) => run.Deviations.SelectMany(deviation =>
    {
        var grid = Variable(run, deviation).Object!.Grid;
        var (amplitude, phase) = (Image(deviation.Amplitude, grid), Image(deviation.Phase, grid));
        var caption = FormattableString.Invariant(
            $"One standard deviation over the posterior, object and parameters unknown, from {deviation.Draws} draws: uncertain by {1 / Math.Sqrt(2 * deviation.Draws):P0}. Constraints do not count, and regularizers as Gaussian.");
        return new IFigure[]
        {
            new ImageFigure { Title = "Amplitude ±", Caption = caption, Image = amplitude, Map = ColorMap.Viridis, Limits = ColorLimits.Robust([amplitude]), ValueLabel = "σ of the amplitude" },
            new ImageFigure { Title = "Phase ±", Caption = caption, Image = phase, Map = ColorMap.Viridis, Limits = ColorLimits.Robust([phase]), ValueLabel = "σ of the phase", ValueUnit = "rad" },
        };
    });

    /// <summary>Writes the files.</summary>
    /// <param name="run">The run.</param>
    /// <param name="artifact">Gives the path of a named file.</param>
    public static void Write(FinishedRun run, Func<string, string, string> artifact)
    {
        foreach (var deviation in run.Deviations)
        {
            var variable = Variable(run, deviation);
            var grid = variable.Object!.Grid;
            var prefix = run.Deviations.Count == 1 ? "" : variable.Name + "-";
            foreach (var (name, values) in new[] { ("amplitude-deviation", deviation.Amplitude), ("phase-deviation", deviation.Phase) })
            {
                OmeTiffWriter.Write(artifact(prefix + name, $"{prefix}{name}.ome.tif"), new ImageStack(1, grid.Rows, grid.Columns, values), grid.Pitch);
            }
        }
    }

    private static Variable Variable(FinishedRun run, ObjectDeviation deviation) =>
        run.Experiment.Plan.Pipeline.Variables.First(variable => variable.Key == deviation.Variable);

    private static SampledImage Image(float[] values, SamplingGrid grid) => new(values, grid.Rows, grid.Columns, grid.Pitch);
}

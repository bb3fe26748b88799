using DiffImaging.Engine.Pipelines;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Images;

namespace DiffImaging.Host.Results;

/// <summary>Small pictures of the object while a run goes, <c>amplitude.png</c> and <c>phase.png</c> in a folder, each there whole or not at all.</summary>
/// <param name="variables">Every variable of the run; the first object is shown.</param>
/// <param name="folder">The folder; it is made where it is missing.</param>
internal sealed class ObjectPreview(IReadOnlyList<Variable> variables, string folder)
{
    private const int LargestSide = 384;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Variable? _object = variables.FirstOrDefault(variable => variable.Object is not null);
    private long _last;

    /// <summary>Draws the present object, where the last drawing is some time ago.</summary>
    public void Look(int iteration, JointPoint point)
    {
        if (_object is null || (_last != 0 && TimeProvider.System.GetElapsedTime(_last) < Pause))
        {
            return;
        }

        var images = ObjectImages.From(_object, point);
        Directory.CreateDirectory(folder);
        Write("amplitude.png", new PlainImage { Image = Thin(images, images.Amplitude), Map = ColorMap.Gray });
        Write("phase.png", new PlainImage { Image = Thin(images, images.Phase), Map = ColorMap.Viridis });
        _last = TimeProvider.System.GetTimestamp();
    }

    // Every so manieth sample is enough to see a reconstruction grow; a mean would smear wrapped phase.
    private static SampledImage Thin(ObjectImages images, float[] values)
    {
        var grid = images.Variable.Grid;
        var step = (Math.Max(grid.Rows, grid.Columns) + LargestSide - 1) / LargestSide;
        var (rows, columns) = ((grid.Rows + step - 1) / step, (grid.Columns + step - 1) / step);
        var thinned = new float[rows * columns];
        for (var index = 0; index < thinned.Length; index++)
        {
            thinned[index] = values[index / columns * step * grid.Columns + index % columns * step];
        }

        return new SampledImage(thinned, rows, columns, grid.Pitch * step);
    }

    private void Write(string name, PlainImage image)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path + ".part", image.ToPng());
        File.Move(path + ".part", path, overwrite: true);
    }
}

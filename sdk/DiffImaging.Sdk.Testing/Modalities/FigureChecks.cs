using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Testing.Numerics;

namespace DiffImaging.Sdk.Testing.Modalities;

/// <summary>A modality's figures and its view of a frame, at the values that a run starts from.</summary>
internal sealed class FigureChecks(ModalitySubject subject)
{
    public IReadOnlyList<ConformanceResult> Run()
    {
        if (subject.CreateScene is null)
        {
            return [];
        }

        var plan = subject.Plan();
        return
        [
            .. plan.CreateFigures is null ? Array.Empty<ConformanceResult>() :
            [
                ConformanceCheck.Run("Its figures have names of their own, sizes that fit, and leave the values unchanged", Figures),
                ComponentScene<IFigureMaker>.CheckMemory("the figures are made", () => Make(subject.CreateScene())),
            ],
            .. plan.CreateFrameView is null ? Array.Empty<ConformanceResult>() :
            [
                ConformanceCheck.Run("Its view of a frame is complex, finite and of the view's grid", View),
                ComponentScene<IFrameView>.CheckMemory("a frame is shown", () => Show(subject.CreateScene())),
            ],
        ];
    }

    private (bool, string) Figures()
    {
        var scene = subject.CreateScene!();
        var snapshot = new TensorSnapshot();
        foreach (var (key, value) in scene.Initialization.Values)
        {
            snapshot.With($"'{key}'", value);
        }

        var figures = Make(scene);
        var problems = snapshot.Changes()
            .Concat(figures.Images.Select(image => image.Name).Concat(figures.Numbers.Select(number => number.Name)).GroupBy(name => name).Where(group => group.Count() > 1).Select(group => $"'{group.Key}' stands for two figures."))
            .Concat(figures.Images.Where(image => image.Values.Length != image.Rows * image.Columns).Select(image => $"The image '{image.Name}' has {image.Values.Length} values for {image.Rows} × {image.Columns} pixels."));
        return ConformanceCheck.None([.. problems], $"{figures.Images.Count} images, {figures.Numbers.Count} numbers.");
    }

    private (bool, string) View()
    {
        var (image, rows, columns) = Show(subject.CreateScene!());
        return (image.is_complex() && image.shape.SequenceEqual([rows, columns]) && TensorMeasure.IsFinite(image),
            $"{image.dtype} {TensorMeasure.Shape(image.shape)}, the grid has {rows} × {columns}; finite: {TensorMeasure.IsFinite(image)}.");
    }

    private DomainFigures Make(ModalityScene scene)
    {
        using var maker = subject.Plan().CreateFigures!(scene.Stage);
        return maker.Make(scene.Initialization.Values);
    }

    private (TorchSharp.torch.Tensor Image, int Rows, int Columns) Show(ModalityScene scene)
    {
        using var view = subject.Plan().CreateFrameView!(scene.Stage);
        var image = view.Show(scene.Initialization.Measurement[0, 0], 0, scene.Initialization.Values);
        return (image, view.Grid.Rows, view.Grid.Columns);
    }
}

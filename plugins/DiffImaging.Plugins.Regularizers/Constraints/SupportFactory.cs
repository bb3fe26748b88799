using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.Regularizers.Objects;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Regularizers.Constraints;

/// <summary>Makes the constraint that the object is empty space outside a known region.</summary>
/// <remarks>A sample belongs to the region where its centre does, the outline included.</remarks>
[ExportConstraint("support", "The object is empty space outside a rectangle or a disc.")]
public sealed class SupportFactory : IConstraintFactory, IComponentExamples
{
    // Outlines that pass through sample centres are meant to include them, rounding or not.
    private const double EdgeTolerance = 1e-6;

    /// <inheritdoc />
    public Type OptionsType => typeof(SupportOptions);

    /// <inheritdoc />
    public IReadOnlyList<ComponentExample> Examples =>
    [
        new("""{ "size": "8 µm" }""") { Target = ExampleObject.Of(ObjectParametrization.Complex) },
        new("""{ "shape": "disc", "radius": "5 µm", "centre": [0, "2 µm"] }""") { Target = ExampleObject.Of(ObjectParametrization.LogAmplitudePhase) },
    ];

    /// <inheritdoc />
    public ComponentPlan<IConstraint> Plan(ComponentDefinition definition, ObjectVariable target) =>
        ComponentPlan<IConstraint>.Bind<SupportOptions>(
            definition,
            (options, context) => Create(options, target, context),
            (options, findings) => Check(options, target.Grid, findings));

    private static void Check(SupportOptions options, SamplingGrid grid, FindingList findings)
    {
        if (options.Centre.Count != 2)
        {
            findings.Error("centre", $"found {options.Centre.Count} values, expected two lengths: down and right of the optical axis.");
            return;
        }

        if (options.Shape == SupportShape.Rectangle)
        {
            CheckRectangle(options, findings);
        }
        else
        {
            CheckDisc(options, findings);
        }

        if (!findings.HasErrors && IsEmpty(options, grid))
        {
            findings.Error("centre", $"no sample of the object ({grid}) lies inside the support.");
        }
    }

    private static void CheckRectangle(SupportOptions options, FindingList findings)
    {
        if (options.Size is not { Count: 1 or 2 })
        {
            findings.Error("size", $"found {options.Size?.Count ?? 0} values, expected one length (a square) or two: height and width.");
        }

        if (options.Radius is not null)
        {
            findings.Error("radius", "a rectangle has no radius; give 'size', or the shape 'disc'.");
        }
    }

    private static void CheckDisc(SupportOptions options, FindingList findings)
    {
        if (options.Radius is null)
        {
            findings.Error("radius", "missing; a disc needs its radius, a length.");
        }

        if (options.Size is not null)
        {
            findings.Error("size", "a disc has no size; give 'radius', or the shape 'rectangle'.");
        }
    }

    private static bool IsEmpty(SupportOptions options, SamplingGrid grid)
    {
        var (height, width) = HalfSize(options);
        return Nearest(options.Centre[0], grid.Rows, grid.Pitch) > height || Nearest(options.Centre[1], grid.Columns, grid.Pitch) > width;
    }

    // Distance of a position from the nearest sample.
    private static double Nearest(double position, int count, double pitch)
    {
        var index = Math.Clamp(Math.Round(position / pitch) + count / 2, 0, count - 1);
        return Math.Abs((index - count / 2) * pitch - position) - EdgeTolerance * pitch;
    }

    private static (double Height, double Width) HalfSize(SupportOptions options) => options.Shape == SupportShape.Disc
        ? (options.Radius!.Value, options.Radius.Value)
        : (options.Size![0] / 2, options.Size[^1] / 2);

    private static ProjectionConstraint Create(SupportOptions options, ObjectVariable target, StageContext context)
    {
        var view = new ObjectView(target, ObjectPart.Complex);
        using var scope = torch.NewDisposeScope();
        var inside = Inside(options, target.Grid, context.Device);
        var type = target.IsComplex ? context.ComplexType : context.RealType;
        var outside = options.Outside is { } value
            ? torch.tensor(value, torch.ScalarType.Float64, context.Device).to(type)
            : view.Numbers(target.Background, torch.ScalarType.Float64, context.Device).to(type);
        return new ProjectionConstraint(view, variable => torch.where(inside, variable, outside), inside, outside);
    }

    private static torch.Tensor Inside(SupportOptions options, SamplingGrid grid, torch.Device device)
    {
        var y = (Coordinates.Y(grid, device) - options.Centre[0]).abs();
        var x = (Coordinates.X(grid, device) - options.Centre[1]).abs();
        var (height, width) = HalfSize(options);
        var slack = EdgeTolerance * grid.Pitch;
        return options.Shape == SupportShape.Disc
            ? (y.square() + x.square()).sqrt() <= height + slack
            : (y <= height + slack).logical_and(x <= width + slack);
    }
}

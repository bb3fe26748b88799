using DiffImaging.Sdk.Specimens;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Specimens;

/// <summary>Checks that a specimen keeps the contract: samples on any grid, repeatability, memory.</summary>
public sealed class SpecimenConformance
{
    private readonly SpecimenSubject _subject;

    /// <summary>Prepares the checks of one specimen.</summary>
    /// <param name="subject">Factory, options and grid.</param>
    public SpecimenConformance(SpecimenSubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() => [.. CheckPlan(), .. CheckSamples(), .. CheckMemory()];

    /// <summary>Checks the plan: no tensor, findings for mistakes.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() =>
    [
        ComponentScene<ISpecimen>.CheckPlan(() => _subject.Plan()),
        .. OptionsChecks.Run(_subject.Factory.OptionsType, _subject.Options, options => _subject.Plan(options).Findings),
    ];

    /// <summary>Checks the samples, and the figures of a target.</summary>
    public IReadOnlyList<ConformanceResult> CheckSamples() =>
    [
        ConformanceCheck.Run("Its samples are complex128, of the grid's sizes and finite", () => WithScene(Samples)),
        ConformanceCheck.Run("The same seed gives the same specimen, also at a second call", Repeats),
        .. IsTarget() ? [ConformanceCheck.Run("It judges its own image by figures with names, and leaves the image alone", () => WithScene(Judges))] : Array.Empty<ConformanceResult>(),
    ];

    /// <summary>Checks that nothing is leaked or left behind.</summary>
    public IReadOnlyList<ConformanceResult> CheckMemory() =>
    [
        ComponentScene<ISpecimen>.CheckMemory("the specimen is disposed", () => WithScene(specimen => (specimen.Sample(_subject.Grid) is not null, ""))),
        ConformanceCheck.Run("Sample leaves nothing but its result in the caller's scope", () => WithScene(specimen =>
            ComponentScene<ISpecimen>.NothingBehind(() => [specimen.Sample(_subject.Grid)]))),
    ];

    private (bool, string) Samples(ISpecimen specimen)
    {
        foreach (var grid in new[] { _subject.Grid, _subject.Grid with { Rows = 2 * _subject.Grid.Rows, Columns = 2 * _subject.Grid.Columns, Pitch = _subject.Grid.Pitch / 2 } })
        {
            var samples = specimen.Sample(grid);
            if (samples.dtype != torch.ScalarType.ComplexFloat64 || !samples.shape.SequenceEqual([grid.Rows, grid.Columns]) || !TensorMeasure.IsFinite(samples))
            {
                return (false, $"On {grid} they are {samples.dtype} {TensorMeasure.Shape(samples.shape)}, finite: {TensorMeasure.IsFinite(samples)}.");
            }
        }

        return (true, $"On {_subject.Grid}, and at half the pitch.");
    }

    private (bool, string) Repeats()
    {
        using var first = new ComponentScene<ISpecimen>(_subject.Plan(), _subject.Seed);
        using var second = new ComponentScene<ISpecimen>(_subject.Plan(), _subject.Seed);
        var samples = first.Component.Sample(_subject.Grid);
        return !TensorMeasure.Same(samples, first.Component.Sample(_subject.Grid)) ? (false, "The same specimen gave other samples at its second call.")
            : (TensorMeasure.Same(samples, second.Component.Sample(_subject.Grid)), "Two specimens of the same seed.");
    }

    private (bool, string) Judges(ISpecimen specimen)
    {
        var image = specimen.Sample(_subject.Grid);
        var snapshot = new TensorSnapshot().With("the image", image);
        var figures = ((ITestTarget)specimen).Judge(image, _subject.Grid);
        return ConformanceCheck.None(
            [.. snapshot.Changes(), .. figures.Keys.Where(name => name.Length == 0 || !char.IsLower(name[0])).Select(name => $"The figure '{name}' is not in camelCase.")],
            string.Join(", ", figures.Select(figure => FormattableString.Invariant($"{figure.Key} {figure.Value:G4}"))));
    }

    private bool IsTarget() => ConformanceCheck.Run("", () => WithScene(specimen => (specimen is ITestTarget, ""))).Passed;

    private (bool, string) WithScene(Func<ISpecimen, (bool, string)> check)
    {
        using var scene = new ComponentScene<ISpecimen>(_subject.Plan(), _subject.Seed);
        return check(scene.Component);
    }
}

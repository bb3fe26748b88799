using DiffImaging.Sdk.Noise;
using DiffImaging.Sdk.Stages;
using DiffImaging.Sdk.Testing.Numerics;
using TorchSharp;

namespace DiffImaging.Sdk.Testing.Noise;

/// <summary>Checks that a noise model keeps the contract: mean, variance, repeatability, memory.</summary>
public sealed class NoiseModelConformance
{
    private readonly NoiseModelSubject _subject;

    /// <summary>Prepares the checks of one noise model.</summary>
    /// <param name="subject">Factory, options and levels.</param>
    public NoiseModelConformance(NoiseModelSubject subject) => _subject = subject;

    /// <summary>Runs all checks.</summary>
    public IReadOnlyList<ConformanceResult> Check() => [.. CheckPlan(), .. CheckStatistics(), .. CheckMemory()];

    /// <summary>Checks the plan: no tensor, findings for mistakes.</summary>
    public IReadOnlyList<ConformanceResult> CheckPlan() =>
    [
        ComponentScene<INoiseModel>.CheckPlan(() => _subject.Plan()),
        .. OptionsChecks.Run(_subject.Factory.OptionsType, _subject.Options, options => _subject.Plan(options).Findings),
    ];

    /// <summary>Checks mean, variance and repeatability of recordings.</summary>
    public IReadOnlyList<ConformanceResult> CheckStatistics() =>
    [
        .. _subject.Levels.Select(level => ConformanceCheck.Run(
            FormattableString.Invariant($"Mean and variance at the level {level:G4} are as stated"), () => Statistics(level))),
        ConformanceCheck.Run("The same seed gives the same recording, the next draw another", Repeats),
        ConformanceCheck.Run("Recording and variance have the shape and type of the expectation", ShapeAndType),
    ];

    /// <summary>Checks that nothing is leaked, changed or left behind.</summary>
    public IReadOnlyList<ConformanceResult> CheckMemory() =>
    [
        ComponentScene<INoiseModel>.CheckMemory("the model is disposed", () => WithScene((model, expected, generator) =>
        {
            model.Sample(expected, generator);
            model.Variance(expected);
            return (true, "");
        })),
        ConformanceCheck.Run("The expectation is unchanged and the results are fresh tensors", () => WithScene((model, expected, generator) =>
        {
            var snapshot = new TensorSnapshot().With("the expectation", expected);
            model.Sample(expected, generator).fill_(0);
            model.Variance(expected).fill_(0);
            return ConformanceCheck.None(snapshot.Changes());
        })),
        ConformanceCheck.Run("Sample and Variance leave nothing but their results in the caller's scope", () => WithScene((model, expected, generator) =>
            ComponentScene<INoiseModel>.NothingBehind(() => [model.Sample(expected, generator), model.Variance(expected)]))),
    ];

    private (bool, string) Statistics(double level)
    {
        using var scene = new ComponentScene<INoiseModel>(_subject.Plan(), _subject.Seed);
        var expected = torch.full(_subject.Draws, level, torch.ScalarType.Float64);
        var sample = scene.Component.Sample(expected, scene.Generator);
        var stated = scene.Component.Variance(expected)[0].item<double>();
        var mean = sample.mean().item<double>();
        var deviation = sample - mean;
        var variance = deviation.square().mean().item<double>();
        var fourth = deviation.pow(4).mean().item<double>();

        // Standard errors of a mean and of a variance, the latter by the sample's own fourth moment.
        var meanError = Math.Sqrt(stated / _subject.Draws);
        var varianceError = Math.Sqrt(Math.Max(fourth - variance * variance, 0) / _subject.Draws) + 1e-12 * stated;
        var isMeanGood = !_subject.IsUnbiased || Math.Abs(mean - level) <= ConformanceTolerance.StandardErrors * meanError + 1e-12 * level;
        var isVarianceGood = stated >= 0 && Math.Abs(variance - stated) <= ConformanceTolerance.StandardErrors * varianceError;
        return (isMeanGood && isVarianceGood, FormattableString.Invariant(
            $"Mean {mean:G6} ± {meanError:G2} (expected {level:G6}), variance {variance:G6} ± {varianceError:G2} (stated {stated:G6})."));
    }

    private (bool, string) Repeats()
    {
        using var scene = new ComponentScene<INoiseModel>(_subject.Plan(), _subject.Seed);
        var expected = Expected();
        using var first = RandomTensor.Generator(_subject.Seed);
        using var second = RandomTensor.Generator(_subject.Seed);
        var recording = scene.Component.Sample(expected, first);
        if (!TensorMeasure.Same(recording, scene.Component.Sample(expected, second)))
        {
            return (false, "Two generators of the same seed gave two recordings: chance comes from elsewhere.");
        }

        var isNoisy = scene.Component.Variance(expected).max().item<double>() > 0;
        return (!isNoisy || !TensorMeasure.Same(recording, scene.Component.Sample(expected, first)), "A second draw from one generator.");
    }

    private (bool, string) ShapeAndType()
    {
        foreach (var precision in Enum.GetValues<Precision>())
        {
            using var scene = new ComponentScene<INoiseModel>(_subject.Plan(), _subject.Seed, precision);
            var expected = Expected().to(new StageContext(torch.CPU, precision, 0).RealType);
            foreach (var result in new[] { scene.Component.Sample(expected, scene.Generator), scene.Component.Variance(expected) })
            {
                if (result.dtype != expected.dtype || !result.shape.SequenceEqual(expected.shape) || !TensorMeasure.IsFinite(result))
                {
                    return (false, $"In {precision} precision a result is {result.dtype} {TensorMeasure.Shape(result.shape)}.");
                }
            }
        }

        return (true, "Both precisions.");
    }

    private torch.Tensor Expected()
    {
        using var scope = torch.NewDisposeScope();
        var levels = torch.tensor([.. _subject.Levels], torch.ScalarType.Float64).reshape(-1, 1, 1, 1);
        return levels.expand(-1, 1, 16, 16).contiguous().MoveToOuterDisposeScope();
    }

    private (bool, string) WithScene(Func<INoiseModel, torch.Tensor, torch.Generator, (bool, string)> check)
    {
        using var scene = new ComponentScene<INoiseModel>(_subject.Plan(), _subject.Seed);
        return check(scene.Component, Expected(), scene.Generator);
    }
}

using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Testing.Numerics;

namespace DiffImaging.Sdk.Testing.Modalities;

/// <summary>A modality's first guess: finite, deterministic, and made without a trace.</summary>
internal sealed class InitializerChecks(ModalitySubject subject)
{
    public IReadOnlyList<ConformanceResult> Run() => subject.CreateScene is null || subject.Plan().CreateInitializer is null ? [] :
    [
        ConformanceCheck.Run("The first guess is finite, of the variables' sizes, and has the frame sets that are promised", Sound),
        ConformanceCheck.Run("The same measurement gives the same first guess", Repeats),
        ConformanceCheck.Run("The first guess leaves measurement and values unchanged", ChangesNothing),
        ComponentScene<IInitializer>.CheckMemory("the initializer is disposed", () => Guess(subject.CreateScene())),
    ];

    private (bool, string) Sound()
    {
        var scene = subject.CreateScene!();
        var (guess, known) = (Guess(scene), scene.Initialization.Values);
        var problems = new List<string>();
        foreach (var (key, value) in guess.Values)
        {
            if (!known.TryGetValue(key, out var variable))
            {
                problems.Add($"It guesses '{key}', which is no variable of the pipeline.");
            }
            else if (value.numel() != variable.numel() || value.is_complex() != variable.is_complex())
            {
                problems.Add($"The guess of '{key}' is {value.dtype} {TensorMeasure.Shape(value.shape)}, the variable {variable.dtype} {TensorMeasure.Shape(variable.shape)}.");
            }
            else if (!TensorMeasure.IsFinite(value))
            {
                problems.Add($"The guess of '{key}' has values that are not finite.");
            }
        }

        var (promised, frames) = (subject.Plan().FrameSets, (int)scene.Initialization.Measurement.shape[0]);
        problems.AddRange(promised.Except(guess.FrameSets.Keys).Select(name => $"The frame set '{name}' is promised and not found."));
        problems.AddRange(guess.FrameSets.Keys.Except(promised).Select(name => $"The frame set '{name}' is found and not promised."));
        problems.AddRange(guess.FrameSets.Where(set => set.Value.Any(frame => frame < 0 || frame >= frames)).Select(set => $"The frame set '{set.Key}' has an index beyond the {frames} frames."));
        return ConformanceCheck.None(problems, $"Guessed: {string.Join(", ", guess.Values.Keys.DefaultIfEmpty("nothing"))}.");
    }

    private (bool, string) Repeats()
    {
        var (first, second) = (Guess(subject.CreateScene!()).Values, Guess(subject.CreateScene!()).Values);
        var other = first.Keys.Union(second.Keys)
            .Where(key => !first.TryGetValue(key, out var one) || !second.TryGetValue(key, out var two) || !TensorMeasure.Same(one, two));
        return ConformanceCheck.None([.. other.Select(key => $"A second guess of '{key}' is another one.")], "Bit for bit.");
    }

    private (bool, string) ChangesNothing()
    {
        var scene = subject.CreateScene!();
        var snapshot = new TensorSnapshot().With("the measurement", scene.Initialization.Measurement);
        foreach (var (key, value) in scene.Initialization.Values)
        {
            snapshot.With($"'{key}'", value);
        }

        Guess(scene);
        return ConformanceCheck.None(snapshot.Changes());
    }

    private InitialGuess Guess(ModalityScene scene)
    {
        using var initializer = subject.Plan().CreateInitializer!(scene.Stage);
        return initializer.Initialize(scene.Initialization);
    }
}

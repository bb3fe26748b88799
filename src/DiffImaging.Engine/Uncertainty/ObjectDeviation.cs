using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Optics.Objects;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>How far an estimated object is to be believed, place by place: standard deviations of its amplitude and phase over its posterior, the parameters unknown too.</summary>
/// <remarks>Root mean square over draws from the normal distribution about the estimate whose precision is JᵀWJ + Σ β ∇²R + P over object and parameters, the regularizers as far as they are diagonal in the Fourier
/// domain; of n draws it is uncertain by 1/√(2n). It means what it says where the regularizers are Gaussian priors. Constraints do not count. Source: [orieux2012].</remarks>
/// <param name="Variable">Key of the object variable.</param>
/// <param name="Amplitude">σ of |o|, row by row.</param>
/// <param name="Phase">σ of the phase in rad, row by row; large where |o| is small.</param>
/// <param name="Draws">Number of draws.</param>
public sealed record ObjectDeviation(string Variable, float[] Amplitude, float[] Phase, int Draws)
{
    // Where nothing gets through there is no phase.
    private const double LeastAmplitude = 1e-6;

    /// <summary>Estimates it for every object variable at a point, which should be an optimum of the problem.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable; unchanged.</param>
    /// <param name="options">How; the second derivatives are the expected ones.</param>
    /// <param name="draws">Number of draws, at least one.</param>
    /// <param name="iteration">Iteration that the weights of regularizers are taken at.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The fidelity has no curvature.</exception>
    public static IReadOnlyList<ObjectDeviation> Of(JointProblem problem, JointPoint point, ProfileOptions options, int draws, int iteration, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        List<Variable> objects = [.. problem.Variables.Where(variable => variable.Object is not null && !options.Known.Contains(variable.Key))];
        var parameters = new ScaledParameters(problem, []);
        using var value = problem.Evaluate(point, new HashSet<string>([.. objects.Select(variable => variable.Key), .. parameters.Keys]));
        var terms = new JointSystemTerms([.. objects.Select(variable => variable.Key)], parameters, problem.Regularizers, iteration, options.NoiseFactor, options.Tolerance);
        using var system = new JointSystem(problem, point, terms, new Dictionary<string, torch.Tensor>());
        using var gradient = parameters.ScaleGradient(value.Gradient.Clone());
        var held = parameters.Held(point, parameters.Flatten(gradient));
        var sums = objects.ToDictionary(variable => variable.Key, variable => (Amplitude: Zero(variable), Phase: Zero(variable)));
        for (var draw = 0; draw < draws; draw++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var inner = torch.NewDisposeScope();
            using var noise = new BalancedNoise(problem.Pipeline.Context.Seed, draw);
            using var moved = system.Draw(noise, held, options.Iterations);
            foreach (var variable in objects)
            {
                var transmittance = Transmittance.Of(point[variable.Key], variable.Object!.Parametrization);
                var amplitude = transmittance.abs().clamp(min: LeastAmplitude);
                var turned = Transmittance.Tangent(transmittance, moved[variable.Key], variable.Object.Parametrization) * transmittance.conj();
                sums[variable.Key].Amplitude.add_((turned.real / amplitude).square());
                sums[variable.Key].Phase.add_((turned.imag / amplitude.square()).square());
            }
        }

        return [.. objects.Select(variable => new ObjectDeviation(variable.Key, Root(sums[variable.Key].Amplitude), Root(sums[variable.Key].Phase), draws))];

        torch.Tensor Zero(Variable variable) => torch.zeros(variable.Object!.Grid.Rows, variable.Object.Grid.Columns, problem.Pipeline.Context.RealType, problem.Pipeline.Context.Device);
        float[] Root(torch.Tensor sum) => (sum * (options.NoiseFactor / draws)).sqrt().to(torch.ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }
}

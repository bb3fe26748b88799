using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>How far estimated parameters are to be believed, by two definitions that are never the same thing.</summary>
/// <remarks>Object and other parameters are unknown too and follow (<see cref="ProfiledInformation"/>). A number on its bound counts as if it were free. Neither counts what the model has wrong, nor the bias of a joint maximum.</remarks>
/// <param name="Elements">The numbers.</param>
/// <param name="Posterior">Covariance of the truth about the estimate, in the parameters' units: over all that the priors of object and parameters allow, which must be Gaussian for it to mean that.</param>
/// <param name="Repeatability">Covariance of the estimate, in the parameters' units: what another measurement of the same specimen by the same instrument would change.</param>
/// <param name="Known">Standard deviation of each number if object and all other parameters were known, in its unit; infinite where the measurement tells nothing of it.</param>
/// <param name="Undetermined">Combinations of the numbers that measurement and priors do not determine, of unit length in natural scales; the covariances are those where they keep their values.</param>
public sealed record ParameterUncertainty(
    IReadOnlyList<ParameterElement> Elements, double[,] Posterior, double[,] Repeatability, IReadOnlyList<double> Known, IReadOnlyList<IReadOnlyList<double>> Undetermined)
{
    // Of a unit vector: a number with less of an undetermined combination in it is as good as determined.
    private const double LeastPart = 1e-3;

    /// <summary>Which second derivatives of the fidelity it is made of. A point that a constraint or a regularizer with edges holds need not be a minimum of the smooth part: then the exact ones
    /// are not positive, and the expected ones stand in for them.</summary>
    public SecondDerivatives SecondDerivatives { get; init; }

    /// <summary>How much larger each number is at the joint maximum than where the object is averaged over, by <see cref="PosteriorSlope"/>; null where that was not asked for.</summary>
    public IReadOnlyList<ParameterBias>? Bias { get; init; }

    /// <summary>What a step of Newton's method on the profiled objective would still move each number by, in its unit: −S⁻¹ times the slope that is left. At a smooth minimum nothing; where it is more than the
    /// standard deviations, either the run has not arrived, or what holds it are edges of a regularizer or a constraint, of which second derivatives do not tell. Null where that was not asked for.</summary>
    public IReadOnlyList<double>? Remaining { get; init; }

    /// <summary>Covariance of the estimate, in the parameters' units, by the spread of what the cells of the field say: what another part of the same specimen, seen by the same instrument, would change. What the model
    /// has wrong counts as far as it differs from place to place. Null where that was not asked for.</summary>
    public double[,]? Jackknife { get; init; }

    /// <summary>Standard deviation of a number by <see cref="Posterior"/>; null where it is not determined by itself.</summary>
    public double? PosteriorDeviation(int index) => Deviation(Posterior, index);

    /// <summary>Standard deviation of a number by <see cref="Repeatability"/>; null where it is not determined by itself.</summary>
    public double? RepeatabilityDeviation(int index) => Deviation(Repeatability, index);

    /// <summary>Standard deviation of a number by <see cref="Jackknife"/>; null where it is not determined by itself, or was not asked for.</summary>
    public double? JackknifeDeviation(int index) => Jackknife is { } covariance ? Deviation(covariance, index) : null;

    /// <summary>Standard deviation of a number by <see cref="Posterior"/> where the undetermined combinations keep their values; null where it is infinite.</summary>
    public double? RestDeviation(int index) => Math.Sqrt(Math.Max(Posterior[index, index], 0)) is var deviation && double.IsFinite(deviation) ? deviation : null;

    /// <summary>Correlations of a covariance: 1 on the diagonal, 0 beside a number that it says nothing of.</summary>
    public static double[,] Correlations(double[,] covariance)
    {
        ArgumentNullException.ThrowIfNull(covariance);
        var result = (double[,])covariance.Clone();
        for (var row = 0; row < result.GetLength(0); row++)
        {
            for (var column = 0; column < result.GetLength(1); column++)
            {
                var product = covariance[row, row] * covariance[column, column];
                result[row, column] = row == column ? 1 : product > 0 ? covariance[row, column] / Math.Sqrt(product) : 0;
            }
        }

        return result;
    }

    /// <summary>Whether a number is determined by itself; of one that is not only its differences from others are known.</summary>
    public bool IsDetermined(int index) => !(Undetermined.Sum(direction => direction[index] * direction[index]) > LeastPart * LeastPart);

    /// <summary>Computes it at a point, which should be an optimum of the problem.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable; unchanged.</param>
    /// <param name="keys">Keys of estimated parameters that are small enough for a matrix.</param>
    /// <param name="options">How.</param>
    /// <param name="iteration">Iteration that the weights of regularizers are taken at.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The fidelity has no curvature.</exception>
    public static ParameterUncertainty Of(JointProblem problem, JointPoint point, IReadOnlyList<string> keys, ProfileOptions options, int iteration, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(options);
        var information = ProfiledInformation.Of(problem, point, keys, options, iteration, cancellation);
        var covariance = ParameterCovariance.Of(information);
        var isExact = options.IsExact && !information.IsIndefinite && !covariance.IsIndefinite;
        if (options.IsExact && !isExact)
        {
            information = ProfiledInformation.Of(problem, point, keys, options with { IsExact = false }, iteration, cancellation);
            covariance = ParameterCovariance.Of(information);
        }

        double[] scales = [.. information.Elements.Select(element => problem.Parameter(element.Key).Scale)];
        return new ParameterUncertainty(
            information.Elements, InUnits(covariance.Posterior, scales, options.NoiseFactor), InUnits(covariance.Repeatability, scales, options.NoiseFactor),
            [.. scales.Select((scale, index) => scale * Math.Sqrt(options.NoiseFactor / Math.Max(information.Known[index, index], 0)))],
            [.. covariance.Undetermined]) 
        {
            Remaining = options.Objective is null ? null : [.. scales.Select((scale, row) => -scale * Product(covariance.Posterior, row, information.Rises))],

            // The slopes and S have the same unit, whatever the noise is.
            Jackknife = information.Pulls.Count > 0 ? InUnits(Sandwich(covariance.Posterior, FieldPulls.Covariance(information.Pulls)), scales, 1) : null,
            SecondDerivatives = isExact ? SecondDerivatives.Exact : SecondDerivatives.Expected,
            Bias = information.Slopes.Count > 0 ? [.. scales.Select((scale, row) => ParameterBias.Of([.. information.Slopes.Select(slope => scale * options.NoiseFactor * Product(covariance.Posterior, row, slope))]))] : null,
        };
    }

    private static double[,] Sandwich(double[,] outer, double[,] inner)
    {
        using var scope = torch.NewDisposeScope();
        var bread = torch.tensor(outer);
        var product = bread.mm(torch.tensor(inner)).mm(bread).contiguous().data<double>().ToArray();
        var result = (double[,])outer.Clone();
        Buffer.BlockCopy(product, 0, result, 0, product.Length * sizeof(double));
        return result;
    }

    // Of S⁻¹ with the slope: what the optimum moves by where the slope is taken away.
    private static double Product(double[,] posterior, int row, IReadOnlyList<double> slope) => slope.Select((rise, column) => posterior[row, column] * rise).Sum();

    private double? Deviation(double[,] covariance, int index) =>
        IsDetermined(index) && Math.Sqrt(covariance[index, index]) is var deviation && double.IsFinite(deviation) ? deviation : null;

    private static double[,] InUnits(double[,] scaled, double[] scales, double factor)
    {
        var result = (double[,])scaled.Clone();
        for (var row = 0; row < scales.Length; row++)
        {
            for (var column = 0; column < scales.Length; column++)
            {
                result[row, column] *= factor * scales[row] * scales[column];
            }
        }

        return result;
    }
}

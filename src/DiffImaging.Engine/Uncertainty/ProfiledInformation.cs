using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using TorchSharp;

namespace DiffImaging.Engine.Uncertainty;

/// <summary>How steeply the objective rises about an optimum along some numbers of the parameters, object and the other parameters having followed.</summary>
/// <remarks>With H the second derivatives of the objective J over everything that is estimated, k one of the numbers in question and n all else, a move along k takes the rest along v_k = e_k − H_nn⁻¹ H_nk.
/// Then v_jᵀ H v_k is the Schur complement S = H_kk − H_kn H_nn⁻¹ H_nk, whose inverse is the block of H⁻¹ that belongs to these numbers, and v_jᵀ JᵀWJ v_k the covariance that the noise gives to the
/// slope of the profiled objective. Nothing is stored of H: each v_k costs one run of conjugate gradients, and its error counts in S by its square. All in natural scales q = θ / scale,
/// across the gauges that the stages fix. Sources: [white1982], [murphy2000].</remarks>
/// <param name="Elements">The numbers in question.</param>
/// <param name="Known">H_kk: what would be known of them if all else were.</param>
/// <param name="Profiled">S.</param>
/// <param name="Noise">VᵀJᵀWJV.</param>
/// <param name="Fixed">1 − P: what the gauges that the stages fix take away from a move of each number.</param>
internal sealed record ProfiledInformation(IReadOnlyList<ParameterElement> Elements, double[,] Known, double[,] Profiled, double[,] Noise, double[,] Fixed)
{
    /// <summary>How fast ½ log det of the object's block rises along each v_k, one estimate for each pair of samples; their mean counts.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Slopes { get; init; }

    /// <summary>How steeply the objective that the run ended with rises along each v_k, none for a number that a bound holds: nothing at a smooth minimum. Empty where that was not asked for.</summary>
    public required IReadOnlyList<double> Rises { get; init; }

    /// <summary>What each cell of the field pulls along each v_k; empty where that was not asked for.</summary>
    public required IReadOnlyList<double[]> Pulls { get; init; }

    /// <summary>Whether H has directions of negative curvature, so that the point is no smooth minimum and nothing follows from S, which is not finished then.</summary>
    public bool IsIndefinite { get; private init; }

    /// <summary>Computes it at a point, which should be an optimum.</summary>
    /// <param name="problem">The problem, over the frames that count.</param>
    /// <param name="point">Values of every variable; unchanged.</param>
    /// <param name="keys">Keys of the parameters in question; all of their numbers must be few enough for a matrix.</param>
    /// <param name="options">How.</param>
    /// <param name="iteration">Iteration that the weights of regularizers are taken at.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ProfiledInformation Of(JointProblem problem, JointPoint point, IReadOnlyList<string> keys, ProfileOptions options, int iteration, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        string[] objects = [.. problem.Variables.Where(variable => variable.Object is not null && !options.Known.Contains(variable.Key)).Select(variable => variable.Key)];
        var parameters = new ScaledParameters(problem, []);
        var chosen = Chosen(problem, parameters, keys);
        using var value = problem.Evaluate(point, new HashSet<string>([.. objects, .. parameters.Keys]));
        using var hessian = options.IsExact ? new HessianMatrix(problem, point, value.Gradient) : null;
        var terms = new JointSystemTerms(objects, parameters, problem.Regularizers, iteration, options.NoiseFactor, options.Tolerance);
        using var system = new JointSystem(problem, point, terms, new Dictionary<string, torch.Tensor>(), hessian);
        using var empty = value.Gradient.Clone();
        JointSpace.Scale(empty, 0);

        // What lies on a bound and would go beyond does not follow either.
        using var gradient = parameters.ScaleGradient(value.Gradient.Clone());
        var held = parameters.Held(point, parameters.Flatten(gradient));
        bool[] bound = [.. chosen.Select(pair => held[pair.Index])];
        foreach (var (_, index) in chosen)
        {
            held[index] = true;
        }

        var directions = new List<ProfileDirection>();
        try
        {
            foreach (var (_, index) in chosen)
            {
                cancellation.ThrowIfCancellationRequested();
                directions.Add(ProfileDirection.Along(index, system, parameters, empty, held, options.Iterations));
                if (options.IsExact && system.IsIndefinite)
                {
                    break;
                }
            }

            List<IReadOnlyList<double>> slopes = [];
            for (var pair = 0; pair < (system.IsIndefinite ? 0 : options.BiasSamples); pair++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var slope = PosteriorSlope.Of(problem, point, parameters, system, value, pair..(pair + 1), options.Iterations);
                slopes.Add([.. directions.Select(direction => slope.Along(direction.Tangent))]);
            }

            List<JointPoint> moves = options.Cells == 0 || system.IsIndefinite ? [] : [.. directions.Select(direction => parameters.Unscale(direction.Tangent))];
            IReadOnlyList<double[]> pulls;
            try
            {
                pulls = moves.Count == 0 ? [] : FieldPulls.Of(problem, point, moves, iteration, options.Cells);
            }
            finally
            {
                moves.ForEach(move => move.Dispose());
            }

            return new ProfiledInformation(
                [.. chosen.Take(directions.Count).Select(pair => pair.Element)],
                Products(directions, direction => direction.Own, direction => direction.OwnProduct),
                Products(directions, direction => direction.Tangent, direction => direction.Product),
                Products(directions, direction => direction.Tangent, direction => direction.Expected),
                Taken(parameters, [.. chosen.Take(directions.Count).Select(pair => pair.Index)])) 
            {
                Slopes = slopes,
                Rises = options.Objective is { } end ? [.. Along(directions, problem, point, value, terms, end).Select((rise, index) => bound[index] ? 0 : rise)] : [],
                Pulls = pulls,
                IsIndefinite = system.IsIndefinite,
            };
        }
        finally
        {
            directions.ForEach(direction => direction.Dispose());
        }
    }

    private static double[] Along(List<ProfileDirection> directions, JointProblem problem, JointPoint point, SmoothValue value, JointSystemTerms terms, EndObjective end)
    {
        using var gradient = value.Gradient.Clone();
        ParameterPrior.Weigh(gradient, point, problem.Variables, terms.Parameters.Keys, end.PriorFactor);
        foreach (var key in terms.Objects)
        {
            RegularizerGradient.AddTo(gradient[key], terms.Regularizers.Where(term => term.Target == key && !end.Without.Contains(term.Name)), point[key], terms.Iteration);
        }

        terms.Parameters.ScaleGradient(gradient);
        return [.. directions.Select(direction => JointSpace.Dot(direction.Tangent, gradient))];
    }

    private static List<(ParameterElement Element, int Index)> Chosen(JointProblem problem, ScaledParameters parameters, IReadOnlyList<string> keys)
    {
        var (chosen, first) = (new List<(ParameterElement, int)>(), 0);
        foreach (var key in parameters.Keys)
        {
            var count = problem.Parameter(key).Count;
            if (keys.Contains(key))
            {
                chosen.AddRange(Enumerable.Range(0, count).Select(index => (new ParameterElement(key, index), first + index)));
            }

            first += count;
        }

        return chosen;
    }

    private static double[,] Taken(ScaledParameters parameters, int[] indices)
    {
        var result = new double[indices.Length, indices.Length];
        for (var row = 0; row < indices.Length; row++)
        {
            var moved = new double[parameters.Count];
            moved[indices[row]] = 1;
            parameters.Gauges.Remove(moved);
            for (var column = 0; column < indices.Length; column++)
            {
                result[row, column] = (row == column ? 1 : 0) - moved[indices[column]];
            }
        }

        return result;
    }

    private static double[,] Products(List<ProfileDirection> directions, Func<ProfileDirection, JointPoint> left, Func<ProfileDirection, JointPoint> right)
    {
        var result = new double[directions.Count, directions.Count];
        for (var row = 0; row < directions.Count; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var (one, other) = (directions[row], directions[column]);
                result[row, column] = result[column, row] = 0.5 * (JointSpace.Dot(left(one), right(other)) + JointSpace.Dot(left(other), right(one)));
            }
        }

        return result;
    }
}

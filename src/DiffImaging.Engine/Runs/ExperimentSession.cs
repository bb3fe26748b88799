using DiffImaging.Engine.Configuration;
using DiffImaging.Engine.Experiments;
using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Starts;
using DiffImaging.Engine.Uncertainty;
using DiffImaging.Engine.Weights;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Runs;

/// <summary>One experiment with its measurement: first guess, then joint optimisation.</summary>
public sealed class ExperimentSession : IDisposable
{
    // What nothing determines is told from what is weakly determined by following it to its end.
    private const int LeastIterations = 3000;
    private const double LargestTolerance = 1e-5;

    private readonly ExperimentPlan _plan;
    private readonly StageContext _context;
    private readonly JointProblem _problem;
    private readonly JointProblem _fitted;
    private readonly HashSet<int> _heldOut;

    /// <summary>Makes the problem of a checked experiment.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="measured">The measurement, of the sizes that the plan was made for.</param>
    /// <exception cref="ConfigurationException">The device cannot be used.</exception>
    public ExperimentSession(ExperimentPlan plan, MeasuredFrames measured)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(measured);
        _plan = plan;
        _context = RunContext.Create(plan.Run);
        using var scope = torch.NewDisposeScope();
        var pipeline = new ForwardPipeline(plan.Pipeline, _context);
        _problem = new JointProblem(
            pipeline,
            new FidelityTerm(plan.FidelityUse.Call("while creating", () => plan.Fidelity.Create(_context)), plan.FidelityUse),
            measured.ToTensor(_context),
            measured.ToWeight(_context, pipeline.Sensor?.SaturationLevel),
            [.. plan.Regularizers.Select(term => new RegularizerTerm(term.Name, term.Target, term.Weight, term.Use.Call("while creating", () => term.Plan.Create(_context)), term.Use))],
            [.. plan.Constraints.Select(term => new ConstraintTerm(term.Name, term.Target, term.Use.Call("while creating", () => term.Plan.Create(_context)), term.Use))],
            FrameBound.Of(plan.Pipeline, plan.Run.Precision, measured.Frames, plan.Run.FramesAtOnce));
        _heldOut = measured.HeldOut.ToHashSet();
        _fitted = measured.HeldOut.Count == 0 ? _problem : _problem.Over(FrameSet.Of(Enumerable.Range(0, measured.Frames).Except(measured.HeldOut)));
    }

    /// <summary>The joint problem over all frames, those held out included.</summary>
    public JointProblem Problem => _problem;

    /// <summary>Device, precision, seed.</summary>
    public StageContext Context => _context;

    /// <summary>Finds where the optimisation starts: nominal values, then the modality's first guess.</summary>
    /// <param name="known">Values that are known and kept, by key; object variables in their own parametrisation.</param>
    /// <param name="report">Takes lines for people to read.</param>
    /// <param name="cancellation">Cancels the search.</param>
    /// <returns>The guess; the caller disposes it.</returns>
    public FirstGuess FindStart(
        IReadOnlyDictionary<string, torch.Tensor> known, Action<string> report, CancellationToken cancellation) =>
        FindStart(known, new Dictionary<string, double[]>(), report, cancellation);

    private FirstGuess FindStart(
        IReadOnlyDictionary<string, torch.Tensor> known, IReadOnlyDictionary<string, double[]> begin, Action<string> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(known);
        using var scope = torch.NewDisposeScope();
        var point = _problem.CreateNominal();
        foreach (var (key, values) in begin)
        {
            point[key].copy_(torch.tensor(values, torch.ScalarType.Float64).reshape(point[key].shape));
        }

        IReadOnlyList<ScanCurve> scans = [];
        IReadOnlyDictionary<string, IReadOnlyList<int>> frameSets = new Dictionary<string, IReadOnlyList<int>>();
        foreach (var (key, value) in known)
        {
            point[key].copy_(value);
        }

        if (_plan.Modality.CreateInitializer is { } create)
        {
            using var initializer = _plan.ModalityUse.Call("while creating the first guess of", () => create(_context));
            var context = Initialization(point, line => report($"{_plan.ModalityUse.Plugin}: {line}"), cancellation);
            var (guess, active) = (_plan.ModalityUse.Call("while making the first guess of", () => initializer.Initialize(context)), context.Active);
            (scans, frameSets) = (guess.Scans, guess.FrameSets);
            foreach (var (key, value) in guess.Values.Where(pair => active.Contains(pair.Key)))
            {
                point[key].copy_(value.reshape(point[key].shape));
            }
        }

        foreach (var (key, value) in known)
        {
            point[key].copy_(value);
        }

        foreach (var variable in _problem.Variables.Where(variable => variable.Parameter is not null))
        {
            _problem.Clamp(variable.Key, point[variable.Key]);
        }

        return new FirstGuess(point, scans, frameSets);
    }

    private IReadOnlyDictionary<string, IReadOnlyList<int>> Sort(
        IFrameSorter sorter, JointPoint point, IReadOnlyDictionary<string, IReadOnlyList<int>> present, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        return _plan.ModalityUse.Call("while sorting the frames of", () => sorter.Sort(Initialization(point, _ => { }, cancellation) with { FrameSets = present }));
    }

    private InitializationContext Initialization(JointPoint point, Action<string> report, CancellationToken cancellation) => new(
        _problem.Measured(FrameRange.All(_problem.FrameCount)),
        _problem.Variables.Where(variable => variable.IsActive).Select(variable => variable.Key).ToHashSet(),
        report,
        cancellation)
    {
        Values = point.Keys.ToDictionary(key => key, key => point[key]),
        HeldOut = _heldOut,
    };

    /// <summary>Runs the schedule from the first guess, or from the checkpoint where there is one to resume: then no guess is made.</summary>
    /// <param name="known">Values that are known and kept, by key; object variables in their own parametrisation.</param>
    /// <param name="options">How it is watched and kept.</param>
    /// <param name="cancellation">Stops it after the present iteration.</param>
    /// <returns>The outcome; the caller disposes it.</returns>
    /// <exception cref="ConfigurationException">The checkpoint cannot be read, or belongs to another experiment.</exception>
    public RunOutcome Run(IReadOnlyDictionary<string, torch.Tensor> known, OptimizationOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(options);
        using var initializer = _plan.Modality.CreateInitializer is { } create ? _plan.ModalityUse.Call("while creating the first guess of", () => create(_context)) : null;
        if (initializer is IFrameSorter sorter)
        {
            options = options with { SortFrames = (point, present) => Sort(sorter, point, present, cancellation) };
        }

        options = options with { HeldOut = _heldOut.Count > 0 ? _problem.Over(FrameSet.Of(_heldOut)) : null };
        var trials = new StartTrials(_fitted, _plan.Schedule, _plan.Starts, options);
        var weights = new WeightTrials(_fitted, _plan.Schedule, _plan.Weights, options);
        return new JointOptimization(_fitted, _plan.Schedule, options).Run(
            () => weights.Choose(trials.Choose(begin => FindStart(known, begin, options.Report ?? (_ => { }), cancellation), _context.Seed, cancellation), cancellation), cancellation);
    }

    /// <summary>Computes the prediction at a point.</summary>
    /// <returns>Real, <c>[frames, 1, rows, columns]</c>, in the caller's dispose scope.</returns>
    public torch.Tensor Predict(JointPoint point)
    {
        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return torch.cat([.. _problem.Frames.Ranges.Select(range => _problem.Pipeline.Forward(point, range).Tensor)]).MoveToOuterDisposeScope();
    }

    /// <summary>Finds out of an outcome where the measurement lies farther from the model than noise explains, over the frames that counted.</summary>
    /// <returns>Null where the fidelity does not tell.</returns>
    public MisfitPlaces? MisfitPlaces(RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Frames.Count == 0 ? null : Runs.MisfitPlaces.Of(_problem.Over(FrameSet.Of(outcome.Frames)), outcome.Point);
    }

    /// <summary>Finds out of an outcome how far the objects' spectra stand above the noise.</summary>
    public IReadOnlyList<SpectralSignal> SpectralSignals(RunOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Frames.Count == 0 ? [] : SpectralSignal.Of(_problem.Weighted(outcome.WeightFactors).Over(FrameSet.Of(outcome.Frames)), outcome.Point, outcome.Misfit?.Ratio ?? 1);
    }

    /// <summary>Computes how far the parameters of an outcome are to be believed, as the section <c>uncertainty</c> asks for.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="known">Keys of variables that were known.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Null where nothing is asked for, or the fidelity does not tell.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ParameterUncertainty? Uncertainty(RunOutcome outcome, IReadOnlySet<string> known, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(known);
        var keys = _plan.Uncertainty.Choose(Estimated(known));
        return keys.Count > 0 && Believed(outcome) is { } problem
            ? ParameterUncertainty.Of(problem, outcome.Point, keys, Profile(problem, outcome, known), outcome.Iterations, cancellation)
            : null;
    }

    /// <summary>Computes how far the objects of an outcome are to be believed, place by place, as the section <c>uncertainty</c> asks for.</summary>
    /// <inheritdoc cref="Uncertainty" path="/param|/exception"/>
    /// <returns>None where nothing is asked for, or the fidelity does not tell.</returns>
    public IReadOnlyList<ObjectDeviation> ObjectDeviations(RunOutcome outcome, IReadOnlySet<string> known, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(known);
        return _plan.Uncertainty.ObjectSamples > 0 && Believed(outcome) is { } problem
            ? ObjectDeviation.Of(problem, outcome.Point, Profile(problem, outcome, known), _plan.Uncertainty.ObjectSamples, outcome.Iterations, cancellation)
            : [];
    }

    /// <summary>The estimated parameters that <see cref="Uncertainty"/> leaves out because they have too many numbers.</summary>
    /// <param name="known">Keys of variables that were known.</param>
    /// <returns>None where the section <c>uncertainty</c> names parameters, or asks for nothing.</returns>
    public IReadOnlyList<Variable> WithoutUncertainty(IReadOnlySet<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var options = _plan.Uncertainty;
        var chosen = options.Choose(Estimated(known));
        return options.Parameters.Count > 0 || options.MostNumbers == 0 ? [] : [.. Estimated(known).Where(variable => !chosen.Contains(variable.Key) && ScaledParameters.IsDense(variable.Parameter!))];
    }

    private IEnumerable<Variable> Estimated(IReadOnlySet<string> known) => _fitted.Variables.Where(variable =>
        variable is { Parameter: not null, IsActive: true } && !known.Contains(variable.Key) && _plan.Schedule.Any(phase => phase.Moves(variable)));

    // The problem over the frames that error bars are made of.
    private JointProblem? Believed(RunOutcome outcome)
    {
        var frames = _plan.Uncertainty.Frames;
        int[] counted = frames.Count == 0 ? [.. outcome.Frames] : [.. FrameList.Resolve(frames, _fitted.FrameCount, outcome.FrameSets).Intersect(_fitted.Frames.Indices())];
        return counted.Length > 0 && _fitted.Fidelity.HasCurvature ? _fitted.Weighted(outcome.WeightFactors).Over(FrameSet.Of(counted)) : null;
    }

    private ProfileOptions Profile(JointProblem problem, RunOutcome outcome, IReadOnlySet<string> known)
    {
        var options = _plan.Uncertainty;
        var scale = options.NoiseScale ?? (_plan.Schedule.Any(phase => phase.NoiseScale == NoiseScale.Estimated) ? NoiseScale.Estimated : NoiseScale.Known);
        var last = _plan.Schedule[^1];
        var misfit = scale == NoiseScale.Estimated || last.NoiseScale == NoiseScale.Estimated ? Misfit.Of(problem, outcome.Point)?.Ratio ?? 1 : 1;
        var noise = scale == NoiseScale.Estimated ? misfit : 1;
        var isAveraged = _plan.Schedule.Any(phase => phase.PosteriorSamples > 0);
        return new ProfileOptions(options.SecondDerivatives == SecondDerivatives.Exact, noise, options.LinearIterations, options.LinearTolerance)
        {
            Known = known,
            Cells = options.Cells,

            // A schedule that averaged over the posterior has taken the bias away.
            BiasSamples = isAveraged ? 0 : options.BiasSamples,
            Objective = isAveraged ? null : new EndObjective(last.NoiseScale == NoiseScale.Estimated ? misfit : 1, last.Without),
        };
    }

    /// <summary>Computes what a measurement of an object could tell of the parameters: the Cramér–Rao bounds, object and other parameters unknown but for their regularizers and priors.</summary>
    /// <param name="point">Values of every variable, the object's among them; the prediction there stands for the measurement.</param>
    /// <param name="mostNumbers">Most numbers where the section <c>uncertainty</c> names no parameters: those of few numbers first.</param>
    /// <param name="cancellation">Cancels the work.</param>
    /// <returns>Null where nothing is estimated.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The fidelity has no curvature.</exception>
    public ParameterUncertainty? Identify(JointPoint point, int mostNumbers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        var options = _plan.Uncertainty with { MostNumbers = mostNumbers };
        var keys = options.Choose(_fitted.Variables.Where(variable => variable is { Parameter: not null, IsActive: true }));
        var profile = new ProfileOptions(IsExact: false, NoiseFactor: 1, Math.Max(options.LinearIterations, LeastIterations), Math.Min(options.LinearTolerance, LargestTolerance));
        return keys.Count == 0 ? null : ParameterUncertainty.Of(_fitted, point, keys, profile, 0, cancellation);
    }

    /// <summary>Lets the modality make its figures of a point; what it does wrong is a warning, and there are none then.</summary>
    /// <param name="point">The point, unchanged.</param>
    /// <param name="findings">Takes the warning.</param>
    public DomainFigures MakeFigures(JointPoint point, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(findings);
        if (_plan.Modality.CreateFigures is not { } create)
        {
            return DomainFigures.None;
        }

        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return _plan.ModalityUse.Extra(_plan.ModalityDefinition, findings, "while making figures of", () =>
        {
            using var maker = create(_context);
            return DomainFigureChecks.Require(maker.Make(point.Keys.ToDictionary(key => key, key => point[key])));
        }) ?? DomainFigures.None;
    }

    /// <summary>Lets the modality compare a point with the truth of a simulation, where it can; what it does wrong is a warning, and there are no numbers then.</summary>
    /// <param name="point">The point, unchanged.</param>
    /// <param name="truth">True values of parameters by key; those of another size than the point's are left out.</param>
    /// <param name="findings">Takes the warning.</param>
    public IReadOnlyList<DomainNumber> CompareWithTruth(JointPoint point, IReadOnlyDictionary<string, IReadOnlyList<double>> truth, FindingList findings)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(findings);
        if (_plan.Modality.CreateFigures is not { } create)
        {
            return [];
        }

        using var quiet = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        return _plan.ModalityUse.Extra(_plan.ModalityDefinition, findings, "while comparing with the truth in", () =>
        {
            using var maker = create(_context);
            return maker is not ITruthComparison comparison ? [] : DomainFigureChecks.Require(new DomainFigures([], comparison.Compare(
                point.Keys.ToDictionary(key => key, key => point[key]), point.Keys.ToDictionary(key => key, key => TrueValue(point[key], key, truth))))).Numbers;
        }) ?? [];
    }

    /// <inheritdoc />
    public void Dispose() => _problem.Dispose();

    private static torch.Tensor TrueValue(torch.Tensor value, string key, IReadOnlyDictionary<string, IReadOnlyList<double>> truth) =>
        truth.TryGetValue(key, out var numbers) && numbers.Count == value.numel() && !value.is_complex()
            ? torch.tensor([.. numbers], value.dtype, device: value.device).reshape(value.shape)
            : value;
}

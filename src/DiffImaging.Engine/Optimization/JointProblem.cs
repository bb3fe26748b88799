using DiffImaging.Engine.Frames;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Sdk.Parameters;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Optimization;

/// <summary>The joint problem min L(f(x, θ), y) + Σ βₙ Rₙ(x) + priors on θ, x ∈ Ω_x, θ ∈ Ω_θ.</summary>
/// <remarks>It owns pipeline, fidelity, terms and the measured tensors.</remarks>
public sealed class JointProblem : IDisposable
{
    private readonly torch.Tensor _measured;
    private readonly torch.Tensor? _weight;
    private readonly bool _owns = true;

    /// <summary>Makes the problem; everything given is owned by it from then on.</summary>
    /// <param name="pipeline">The forward model.</param>
    /// <param name="fidelity">The fidelity term.</param>
    /// <param name="measured">Measured intensity, real, <c>[frames, 1, rows, columns]</c>.</param>
    /// <param name="weight">Weight of each pixel, same shape or broadcastable; null for 1.</param>
    /// <param name="regularizers">The regularizers.</param>
    /// <param name="constraints">The constraints.</param>
    /// <param name="framesAtOnce">Most frames that are computed at once; 0 for no bound.</param>
    public JointProblem(
        ForwardPipeline pipeline,
        FidelityTerm fidelity,
        torch.Tensor measured,
        torch.Tensor? weight,
        IReadOnlyList<RegularizerTerm> regularizers,
        IReadOnlyList<ConstraintTerm> constraints,
        int framesAtOnce = 0)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(measured);
        (Pipeline, Fidelity, Regularizers, Constraints) = (pipeline, fidelity, regularizers, constraints);
        _measured = measured.DetachFromDisposeScope();
        _weight = weight?.DetachFromDisposeScope();
        FramesAtOnce = framesAtOnce;
        Frames = FrameSet.All((int)_measured.shape[0]).InRunsOf(framesAtOnce);
    }

    private JointProblem(JointProblem whole, FrameSet frames)
    {
        (Pipeline, Fidelity, Regularizers, Constraints) = (whole.Pipeline, whole.Fidelity, whole.Regularizers, whole.Constraints);
        (_measured, _weight, _owns, FramesAtOnce) = (whole._measured, whole._weight, false, whole.FramesAtOnce);
        Frames = frames.InRunsOf(FramesAtOnce);
    }

    /// <summary>The forward model.</summary>
    public ForwardPipeline Pipeline { get; }

    /// <summary>The fidelity term.</summary>
    public FidelityTerm Fidelity { get; }

    /// <summary>The regularizers.</summary>
    public IReadOnlyList<RegularizerTerm> Regularizers { get; private init; }

    /// <summary>The constraints.</summary>
    public IReadOnlyList<ConstraintTerm> Constraints { get; private init; }

    /// <summary>Every variable of the forward model.</summary>
    public IReadOnlyList<Variable> Variables => Pipeline.Plan.Variables;

    /// <summary>The frames that count: those of the measurement, or the part that <see cref="Over"/> was asked for.</summary>
    public FrameSet Frames { get; private init; }

    /// <summary>Most frames that are computed at once, which bounds the memory; 0 for no bound.</summary>
    public int FramesAtOnce { get; }

    /// <summary>Number of frames of the measurement.</summary>
    public int FrameCount => (int)_measured.shape[0];

    /// <summary>Number of measured pixels in the frames that count.</summary>
    public long PixelCount => _measured.numel() / FrameCount * Frames.Count;

    /// <summary>The same problem over some of the frames; it borrows everything from this one and need not be disposed.</summary>
    public JointProblem Over(FrameSet frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return new JointProblem(this, frames);
    }

    /// <summary>The same problem with the weights of some regularizers multiplied; it borrows everything from this one and need not be disposed.</summary>
    /// <param name="factors">The factors by name.</param>
    public JointProblem Weighted(IReadOnlyDictionary<string, double> factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        return new JointProblem(this, Frames)
        {
            Regularizers = [.. Regularizers.Select(term => factors.TryGetValue(term.Name, out var factor) ? term with { Weight = term.Weight.Times(factor) } : term)],
        };
    }

    /// <summary>The same problem with other regularizers and no constraints; it borrows everything from this one, and the regularizers, and need not be disposed.</summary>
    internal JointProblem With(IReadOnlyList<RegularizerTerm> regularizers) => new(this, Frames) { Regularizers = regularizers, Constraints = [] };

    /// <summary>The measured intensity of some frames: a view in the caller's dispose scope.</summary>
    public torch.Tensor Measured(FrameRange frames) => _measured.narrow(0, frames.Start, frames.Count);

    /// <summary>The pixel weights of some frames; null for 1.</summary>
    public torch.Tensor? Weight(FrameRange frames) =>
        _weight is null || _weight.shape[0] == 1 ? _weight : _weight.narrow(0, frames.Start, frames.Count);

    /// <summary>Makes the point where every variable has its nominal value.</summary>
    public JointPoint CreateNominal()
    {
        var point = new JointPoint();
        foreach (var variable in Variables)
        {
            point[variable.Key] = variable.CreateNominal(Pipeline.Context);
        }

        return point;
    }

    /// <summary>Evaluates fidelity and priors with their gradient.</summary>
    /// <param name="point">Values of every variable.</param>
    /// <param name="wanted">Keys of the variables whose gradients are wanted.</param>
    /// <returns>Value and gradient; the caller disposes it.</returns>
    public SmoothValue Evaluate(JointPoint point, IReadOnlySet<string> wanted) => Evaluate(point, wanted, Frames);

    /// <inheritdoc cref="Evaluate(JointPoint, IReadOnlySet{string})" path="/summary|/returns"/>
    /// <param name="point">Values of every variable.</param>
    /// <param name="wanted">Keys of the variables whose gradients are wanted.</param>
    /// <param name="batch">Some of the frames; the fidelity is scaled to all that count.</param>
    public SmoothValue Evaluate(JointPoint point, IReadOnlySet<string> wanted, FrameSet batch)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(batch);
        using var quiet = torch.no_grad();
        var share = (double)Frames.Count / batch.Count;
        var (fidelity, gradient) = (0.0, null as JointPoint);
        foreach (var range in batch.Ranges)
        {
            using var scope = torch.NewDisposeScope();
            using var model = Pipeline.Linearize(point, range);
            var (loss, cotangent) = Fidelity.EvaluateWithCotangent(model.Prediction, Measured(range), Weight(range));
            if (share != 1)
            {
                cotangent.mul_(share);
            }

            fidelity += loss.item<double>() * share;
            gradient = JointPoint.Sum(gradient, model.Vjp(cotangent, wanted));
        }

        var prior = ParameterPrior.AddTo(gradient!, point, Variables, wanted);
        return new SmoothValue(fidelity, prior, gradient!);
    }

    /// <summary>Evaluates the fidelity.</summary>
    public double EvaluateFidelity(JointPoint point)
    {
        using var quiet = torch.no_grad();
        var fidelity = 0.0;
        foreach (var range in Frames.Ranges)
        {
            using var scope = torch.NewDisposeScope();
            var prediction = Pipeline.Forward(point, range).Tensor;
            fidelity += Fidelity.Evaluate(prediction, Measured(range), Weight(range)).item<double>();
        }

        return fidelity;
    }

    /// <summary>Evaluates Σ βₙ Rₙ(x).</summary>
    /// <param name="point">Values of every variable.</param>
    /// <param name="iteration">Iteration that the weights are taken at.</param>
    /// <param name="without">Names of regularizers that do not count.</param>
    public double EvaluateRegularization(JointPoint point, int iteration, IReadOnlyList<string> without)
    {
        ArgumentNullException.ThrowIfNull(point);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        return Regularizers
            .Where(term => !without.Contains(term.Name))
            .Sum(term => term.Weight.At(iteration) * term.Evaluate(point[term.Target]).item<double>());
    }

    /// <summary>Evaluates the priors of every parameter that is estimated.</summary>
    public double EvaluatePrior(JointPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        using var quiet = torch.no_grad();
        return ParameterPrior.Value(point, Variables);
    }

    /// <summary>Keeps a parameter inside its bounds.</summary>
    /// <param name="key">Key of the parameter.</param>
    /// <param name="value">The value; changed in place.</param>
    public void Clamp(string key, torch.Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Variables.First(variable => variable.Key == key).Parameter?.Bounds is { } bounds)
        {
            value.clamp_(bounds.Lower, bounds.Upper);
        }
    }

    /// <summary>The parameter of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public UncertaintyParameter Parameter(string key) =>
        Variables.FirstOrDefault(variable => variable.Key == key)?.Parameter ?? throw new KeyNotFoundException($"No uncertainty parameter '{key}'.");

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_owns)
        {
            return;
        }

        Pipeline.Dispose();
        Fidelity.Fidelity.Dispose();
        foreach (var term in Regularizers)
        {
            term.Regularizer.Dispose();
        }

        foreach (var term in Constraints)
        {
            term.Constraint.Dispose();
        }

        _measured.Dispose();
        _weight?.Dispose();
    }
}

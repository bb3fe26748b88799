using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Pipelines;

/// <summary>Derivatives of a stage that has none of its own: Jᵀ u by autograd, J v by central differences.</summary>
internal sealed class AutogradLinearization : ILinearization
{
    // Balances truncation against rounding for a relative change of this size in each working precision.
    private const double SingleStep = 3e-3;
    private const double DoubleStep = 1e-5;

    private readonly IForwardStage _stage;
    private readonly StagePlan _plan;
    private readonly Signal _input;
    private readonly VariableValues _values;
    private readonly FrameRange _frames;

    public AutogradLinearization(IForwardStage stage, StagePlan plan, Signal input, VariableValues values, FrameRange frames)
    {
        (_stage, _plan, _input, _values, _frames) = (stage, plan, input, values, frames);
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var output = stage.Forward(input, values, frames);

        // An alias: should a stage hand back its input or a variable as it is, disposing the output leaves that alone.
        Output = output with { Values = output.Tensor.alias().DetachFromDisposeScope() };
    }

    public Signal Output { get; }

    public Signal Jvp(Signal inputTangent, VariableValues tangent)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var size = Size(inputTangent, tangent);
        if (size == 0)
        {
            return new Signal(null, _plan.Output);
        }

        var isDouble = Output.Tensor.dtype is torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat64;
        var step = (isDouble ? DoubleStep : SingleStep) / size;
        var difference = (Moved(inputTangent, tangent, step) - Moved(inputTangent, tangent, -step)) / (2 * step);
        return new Signal(difference.MoveToOuterDisposeScope(), _plan.Output);
    }

    public (Signal Input, VariableValues Values) Vjp(Signal cotangent, CotangentRequest request)
    {
        using var scope = torch.NewDisposeScope();
        using var grad = torch.enable_grad();
        var leaves = new List<torch.Tensor>();
        torch.Tensor Leaf(torch.Tensor value, bool wanted)
        {
            var leaf = value.detach();
            if (wanted)
            {
                leaf = leaf.alias().requires_grad_(true);
                leaves.Add(leaf);
            }

            return leaf;
        }

        var wantsInput = request.Input && _input.Values is not null;
        var input = _input.Values is { } arriving ? _input with { Values = Leaf(arriving, wantsInput) } : _input;
        var names = new List<string>();
        var values = new VariableValues();
        foreach (var (name, value) in _values)
        {
            values.Add(name, Leaf(value, request.Wants(name)));
            if (request.Wants(name))
            {
                names.Add(name);
            }
        }

        var result = new VariableValues();
        if (leaves.Count == 0)
        {
            return (new Signal(null, _input.Description), result);
        }

        var output = _stage.Forward(input, values, _frames).Tensor;
        var gradients = output.requires_grad
            ? torch.autograd.grad([output], leaves, [cotangent.Tensor], allow_unused: true)
            : new torch.Tensor?[leaves.Count];
        var offset = wantsInput ? 1 : 0;
        for (var index = 0; index < names.Count; index++)
        {
            // A copy: for y = a + b autograd hands out one tensor as both gradients, and as that of the input.
            var gradient = IsPresent(gradients[index + offset]) ? gradients[index + offset]!.clone() : torch.zeros_like(leaves[index + offset]);
            result.Add(names[index], gradient.MoveToOuterDisposeScope());
        }

        var light = wantsInput && IsPresent(gradients[0]) ? gradients[0]!.MoveToOuterDisposeScope() : null;
        return (new Signal(light, _input.Description), result);
    }

    public void Dispose() => Output.Tensor.Dispose();

    private torch.Tensor Moved(Signal inputTangent, VariableValues tangent, double step)
    {
        var input = inputTangent.Values is { } direction ? _input with { Values = _input.Tensor + direction * step } : _input;
        var values = new VariableValues();
        foreach (var (name, value) in _values)
        {
            values.Add(name, tangent.Find(name) is { } change ? value + change * step : value);
        }

        return _stage.Forward(input, values, _frames).Tensor;
    }

    // The tangent's largest size relative to what it moves, so that one step suits metres and radians alike.
    private double Size(Signal inputTangent, VariableValues tangent)
    {
        var size = inputTangent.Values is { } light ? Largest(light) / (Largest(_input.Tensor) is > 0 and var brightest ? brightest : 1) : 0;
        foreach (var (name, change) in tangent)
        {
            // The natural scale of an object variable is 1: a transmittance, a phase in rad.
            var scale = _plan.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Scale ?? 1;
            size = Math.Max(size, Largest(change) / scale);
        }

        return size;
    }

    private static bool IsPresent(torch.Tensor? gradient) => gradient is { IsInvalid: false };

    private static double Largest(torch.Tensor tensor) => tensor.numel() == 0 ? 0 : tensor.abs().max().to(torch.ScalarType.Float64).item<double>();
}

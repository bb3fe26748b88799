using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Fidelities;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Sdk.Tests.Conformance;

/// <summary>½ w (m − y)², with faults that are switched on one by one.</summary>
internal sealed class FlawedFidelity(string flaw) : IDifferentiableFidelity, ICurvedFidelity, IFidelityFactory
{
    public Type OptionsType => typeof(NoOptions);

    public ComponentPlan<IFidelity> Plan(ComponentDefinition definition, SignalDescription prediction) =>
        ComponentPlan<IFidelity>.Bind<NoOptions>(definition, (_, _) => this);

    public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        var squared = (flaw == "gradient" ? predicted.detach() * predicted : predicted.square()) - 2 * predicted * measured + measured.square();
        var loss = 0.5 * (flaw == "weight" || weight is null ? squared : weight * squared).sum();
        return (flaw == "type" ? loss : loss.to(torch.ScalarType.Float64)).MoveToOuterDisposeScope();
    }

    public (torch.Tensor Loss, torch.Tensor Cotangent) EvaluateWithCotangent(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        var residual = predicted - measured;
        var cotangent = (weight is null ? residual : weight * residual) * (flaw == "cotangent" ? 2 : 1);
        return (Evaluate(predicted, measured, weight).MoveToOuterDisposeScope(), cotangent.MoveToOuterDisposeScope());
    }

    public torch.Tensor Curvature(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight)
    {
        using var scope = torch.NewDisposeScope();
        var one = torch.ones_like(predicted) * (flaw == "curvature" ? 2 : 1);
        return (weight is null ? one : weight * one).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
    }
}

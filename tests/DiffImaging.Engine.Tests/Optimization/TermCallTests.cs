using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Constraints;
using DiffImaging.Sdk.Fidelities;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Optimization;

/// <summary>Whatever the engine asks of a term is asked through its use, which names and times it.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TermCallTests
{
    private readonly ComponentUse _use = ComponentUse.Of(new ComponentDefinition("term", "kind", [], "section:term"));

    [Test]
    public void Everything_asked_of_a_fidelity_is_a_call()
    {
        using var scope = torch.NewDisposeScope();
        var (predicted, measured) = (torch.tensor(new double[] { 1, 2 }), torch.tensor(new double[] { 0, 4 }));
        var bare = new FidelityTerm(new LeastSquares());
        var called = new FidelityTerm(new LeastSquares(), _use);

        var (loss, cotangent) = called.EvaluateWithCotangent(predicted, measured, null);

        Assert.That(loss.item<double>(), Is.EqualTo(called.Evaluate(predicted, measured, null).item<double>()).And.EqualTo(bare.Evaluate(predicted, measured, null).item<double>()));
        Assert.That(cotangent.data<double>().ToArray(), Is.EqualTo(new double[] { 1, -2 }));
        Assert.That(called.Curvature(predicted, measured, null).data<double>().ToArray(), Is.All.EqualTo(1.0));
        Assert.That((called.HasCurvature, _use.Calls), Is.EqualTo((true, 3L)));
    }

    [Test]
    public void Everything_asked_of_a_regularizer_is_a_call()
    {
        using var scope = torch.NewDisposeScope();
        var value = torch.tensor(new double[] { 3, -0.5 });
        var term = new RegularizerTerm("sparsity", "x", new WeightOptions { Start = 1 }, new AbsoluteSum(), _use);

        Assert.That(term.Evaluate(value).item<double>(), Is.EqualTo(3.5).Within(1e-6));
        Assert.That(term.Gradient(value).data<double>().ToArray(), Is.EqualTo(new double[] { 1, -1 }).Within(1e-6));
        using var proximal = term.CreateProximal();
        Assert.That(proximal.Apply(value, 1).data<double>().ToArray(), Is.EqualTo(new double[] { 2.5, 0 }).Within(1e-6), "the first threshold is half as large");
        proximal.Restore(proximal.State);
        Assert.That((term.IsProximable, term.IsAdaptive, _use.Calls), Is.EqualTo((true, false, 6L)));
    }

    [Test]
    public void Everything_asked_of_one_that_adapts_is_a_call()
    {
        using var scope = torch.NewDisposeScope();
        using var ridge = new AdaptiveRidge();
        var term = new RegularizerTerm("ridge", "x", new WeightOptions { Start = 1 }, ridge, _use);

        term.Adapt(torch.tensor(new double[] { 3, 1 }));
        term.RestoreAdapted([.. term.AdaptedState.Select(tensor => tensor.clone())]);

        Assert.That((term.IsAdaptive, _use.Calls), Is.EqualTo((true, 3L)));
    }

    [Test]
    public void A_projection_is_a_call()
    {
        using var scope = torch.NewDisposeScope();
        var projected = new ConstraintTerm("bound", "x", new AtLeast(1), _use).Project(torch.tensor(new double[] { 3, 0 }));

        Assert.That(projected.data<double>().ToArray(), Is.EqualTo(new double[] { 3, 1 }));
        Assert.That(_use.Calls, Is.EqualTo(1));
    }

    [Test]
    public void What_throws_is_named()
    {
        using var scope = torch.NewDisposeScope();
        var value = torch.ones(2);

        Assert.That(() => new ConstraintTerm("bound", "x", new Broken(), _use).Project(value), Throws.TypeOf<PluginException>().With.Message.Contains("in Project of 'term'").And.Message.Contains("worn out"));
        Assert.That(() => new FidelityTerm(new Broken(), _use).EvaluateWithCotangent(value, value, null), Throws.TypeOf<PluginException>().With.Message.Contains("in Evaluate of 'term'"));
    }

    [Test]
    public void What_a_term_cannot_do_is_said()
    {
        using var scope = torch.NewDisposeScope();
        var value = torch.ones(2);
        var ridge = new RegularizerTerm("ridge", "x", new WeightOptions { Start = 1 }, new Ridge());

        Assert.That(() => new FidelityTerm(new Broken()).Curvature(value, value, null), Throws.InvalidOperationException.With.Message.Contains("gives no curvature"));
        Assert.That(ridge.CreateProximal, Throws.InvalidOperationException.With.Message.Contains("'ridge' has no proximal operator"));
        Assert.That(() => ridge.Adapt(value), Throws.InvalidOperationException.With.Message.Contains("'ridge' does not adapt"));
    }

    private sealed class Broken : IFidelity, IConstraint
    {
        public torch.Tensor Evaluate(torch.Tensor predicted, torch.Tensor measured, torch.Tensor? weight) => throw new NotSupportedException("worn out");

        public torch.Tensor Project(torch.Tensor variable) => throw new NotSupportedException("worn out");

        public void Dispose()
        {
        }
    }
}

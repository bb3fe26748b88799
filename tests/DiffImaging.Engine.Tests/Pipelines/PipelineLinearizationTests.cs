using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Plugins.Calls;
using DiffImaging.Engine.Tests.Fakes;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Engine.Tests.Pipelines;

/// <summary>The chain of derivatives against autograd through the whole model, and against its own adjoint.</summary>
[TestFixture]
public sealed class PipelineLinearizationTests
{
    // Central differences in float64 with a relative step of 1e-5 are right to about 1e-10; the inner products add a little.
    private const double AdjointTolerance = 1e-7;

    private static readonly string[] Variables = ["object.x", "wave.phase", "wave.gain", "sensor.gain"];

    [Test]
    public void Prediction_is_what_forward_gives([Values(1, 3)] int frames)
    {
        using var scope = torch.NewDisposeScope();
        using var pipeline = FakeOptics.CreatePipeline();
        using var point = FakeOptics.CreatePoint();
        var range = new FrameRange(0, frames);

        using var model = pipeline.Linearize(point, range);

        Assert.That(torch.allclose(model.Prediction, pipeline.Forward(point, range).Tensor, rtol: 0, atol: 1e-14), Is.True);
        Assert.That(model.Prediction.shape, Is.EqualTo(new long[] { frames, 1, FakeOptics.Size, FakeOptics.Size }));
    }

    [Test]
    public void Vjp_is_the_gradient_that_autograd_finds()
    {
        using var scope = torch.NewDisposeScope();
        using var pipeline = FakeOptics.CreatePipeline();
        using var point = FakeOptics.CreatePoint();
        using var leaves = point.Clone();
        foreach (var key in Variables)
        {
            leaves[key].requires_grad_(true);
        }

        var prediction = pipeline.Forward(leaves, FakeOptics.Frames).Tensor;
        var cotangent = FakeOptics.Random(prediction.shape, 5);
        var expected = torch.autograd.grad([prediction], [.. Variables.Select(key => leaves[key])], [cotangent.clone()]);
        using var model = pipeline.Linearize(point, FakeOptics.Frames);

        using var gradient = model.Vjp(cotangent.clone(), Variables.ToHashSet());

        foreach (var (key, index) in Variables.Select((key, index) => (key, index)))
        {
            Assert.That(torch.allclose(gradient[key], expected[index], rtol: 1e-10, atol: 1e-12), Is.True, key);
        }
    }

    [TestCaseSource(nameof(Variables))]
    public void Jvp_and_vjp_are_adjoint(string key)
    {
        using var scope = torch.NewDisposeScope();
        using var pipeline = FakeOptics.CreatePipeline();
        using var point = FakeOptics.CreatePoint();
        using var model = pipeline.Linearize(point, FakeOptics.Frames);
        using var tangent = new JointPoint();
        tangent[key] = FakeOptics.Random(point[key].shape, 6, point[key].is_complex());
        var cotangent = FakeOptics.Random(model.Prediction.shape, 7);

        var forward = FakeOptics.Dot(cotangent, model.Jvp(tangent)!);
        using var gradient = model.Vjp(cotangent.clone(), new HashSet<string> { key });

        Assert.That(forward, Is.EqualTo(FakeOptics.Dot(gradient[key], tangent[key])).Within(AdjointTolerance * Math.Abs(forward)));
    }

    [Test]
    public void Only_what_is_wanted_is_given()
    {
        using var scope = torch.NewDisposeScope();
        using var pipeline = FakeOptics.CreatePipeline();
        using var point = FakeOptics.CreatePoint();
        using var model = pipeline.Linearize(point, FakeOptics.Frames);

        using var gradient = model.Vjp(torch.ones_like(model.Prediction), new HashSet<string> { "wave.gain" });
        using var nothing = model.Vjp(torch.ones_like(model.Prediction), new HashSet<string>());

        Assert.That(gradient.Keys, Is.EqualTo(new[] { "wave.gain" }));
        Assert.That(nothing.Keys, Is.Empty);
        using var still = new JointPoint();
        Assert.That(model.Jvp(still), Is.Null, "a zero tangent is no tensor");
    }

    [Test]
    public void No_tensor_is_left_behind()
    {
        using var pipeline = FakeOptics.CreatePipeline();
        using var point = FakeOptics.CreatePoint();
        var before = torch.Tensor.TotalCount;

        using (torch.NewDisposeScope())
        {
            using var model = pipeline.Linearize(point, FakeOptics.Frames);
            using var tangent = point.Clone();
            var product = model.Jvp(tangent)!;
            using var gradient = model.Vjp(product.clone(), Variables.ToHashSet());
        }

        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    [Test]
    public void A_stage_that_throws_leaves_no_tensor_behind_and_a_pipeline_disposes_its_stages()
    {
        var stages = new List<FunctionStage>();
        using var pipeline = FakeOptics.CreatePipeline(stages, sensorThrows: true);
        using var point = FakeOptics.CreatePoint();
        var before = torch.Tensor.TotalCount;

        Assert.That(() => pipeline.Linearize(point, FakeOptics.Frames), Throws.TypeOf<PluginException>().With.InnerException.TypeOf<InvalidOperationException>());
        Assert.That(torch.Tensor.TotalCount, Is.LessThanOrEqualTo(before));

        pipeline.Dispose();
        Assert.That(stages.Select(stage => stage.IsDisposed), Is.All.True);
    }
}

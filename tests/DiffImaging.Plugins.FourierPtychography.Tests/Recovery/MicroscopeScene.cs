using System.Text.Json.Nodes;
using DiffImaging.Engine.Optimization;
using DiffImaging.Engine.Pipelines;
using DiffImaging.Engine.Runs;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Plugins.Noise.Fidelities;
using DiffImaging.Plugins.Sensors;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Recovery;

/// <summary>A small microscope, 25 LEDs and images of 32², whose measurement is its own prediction at a truth: what is asked here is what the gauges do,
/// not what a wrong model does.</summary>
internal sealed class MicroscopeScene : IDisposable
{
    public const int Side = 32;
    public const int Leds = 25;
    public const double Height = 90e-3;
    public const double Wavelength = 630e-9;
    public const string ObjectKey = "microscope.transmittance";

    private static readonly SignalDescription Light = new()
    {
        Domain = SignalDomain.None, Grid = new SamplingGrid(Side, Side, 1.8e-6), Wavelength = Wavelength, Frames = Leds,
    };

    /// <param name="options">More options of the stage.</param>
    /// <param name="tellTruth">Changes the nominal point to the true one; the object is set already.</param>
    public MicroscopeScene(string options, Action<JointPoint> tellTruth)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var settings = JsonNode.Parse($$"""
            { "layout": { "rows": 5, "columns": 5, "pitch": "4 mm" }, "numericalAperture": 0.1, "upsampling": 2, {{options}} }
            """)!.AsObject();
        var microscope = new ComponentDefinition("microscope", "fourier-ptychography", settings, "pipeline:microscope");
        var sensor = new ComponentDefinition("sensor", "intensity-sensor", [], "pipeline:sensor");
        Stage = new FourierPtychographyFactory().Plan(microscope, Light);
        Assert.That(Stage.Findings, Is.Empty);
        var plan = new PipelinePlan(Light, [new(microscope, Stage), new(sensor, new IntensitySensorFactory().Plan(sensor, Stage.Output))]);
        var context = new StageContext(torch.CPU, Precision.Single, 1);
        var fidelity = new AmplitudeFidelityFactory()
            .Plan(new("fidelity", "amplitude", new JsonObject { ["photons"] = 1000 }, "fidelity"), plan.Output).Create(context);
        var pipeline = new ForwardPipeline(plan, context);
        Truth = new JointPoint();
        foreach (var variable in plan.Variables)
        {
            Truth[variable.Key] = variable.CreateNominal(context);
        }

        Truth[ObjectKey].copy_(Specimen((int)Truth[ObjectKey].shape[0]));
        tellTruth(Truth);
        Problem = new JointProblem(pipeline, new FidelityTerm(fidelity), pipeline.Forward(Truth, FrameRange.All(Leds)).Tensor.detach(), null, [], []);
    }

    public StagePlan Stage { get; }

    public JointProblem Problem { get; }

    public JointPoint Truth { get; }

    /// <summary>First the object alone, then all that is estimated.</summary>
    public RunOutcome Reconstruct(int iterations)
    {
        using var start = Problem.CreateNominal();
        PhaseOptions[] schedule =
        [
            new() { Name = "object", Solver = SolverKind.Fista, Iterations = 20, Variables = [ObjectKey] },
            new() { Name = "joint", Solver = SolverKind.GaussNewton, Iterations = iterations, MaximumStep = 15, Tolerance = 0, LinearIterations = 20 },
        ];
        return new JointOptimization(Problem, schedule, new OptimizationOptions()).Run(start, default);
    }

    /// <summary>The directions that the gauges of the stage fix in a parameter.</summary>
    public IReadOnlyList<double[]> Fixed(string parameter) =>
        [.. Stage.Gauges.SelectMany(gauge => gauge.Fixed).Where(directions => directions.Parameter == parameter).SelectMany(directions => directions.Directions())];

    /// <summary>What is left of a vector across directions, by least squares: other code than the engine's.</summary>
    public static double[] Across(IReadOnlyList<double[]> directions, double[] vector)
    {
        using var scope = torch.NewDisposeScope();
        var matrix = torch.tensor(directions.SelectMany(direction => direction).ToArray()).reshape(directions.Count, -1).transpose(0, 1);
        var size = torch.linalg.vector_norm(matrix, dims: [0], keepdim: true);
        var unit = matrix / size;
        var column = torch.tensor(vector).unsqueeze(1);
        return (column - unit.matmul(torch.linalg.lstsq(unit, column).Solution)).reshape(-1).data<double>().ToArray();
    }

    /// <summary>The largest |bᵀv|/|b| over directions.</summary>
    public static double Along(IReadOnlyList<double[]> directions, double[] vector) =>
        directions.Max(direction => Math.Abs(direction.Zip(vector, (b, v) => b * v).Sum()) / Math.Sqrt(direction.Sum(b => b * b)));

    /// <summary>RMS error of the object relative to the truth's deviation from its mean, after global phase and factor.</summary>
    public double ObjectError(JointPoint point)
    {
        using var scope = torch.NewDisposeScope();
        var (found, truth) = (point[ObjectKey], Truth[ObjectKey]);
        var factor = (found.conj() * truth).sum() / found.abs().square().sum();
        using var quiet = torch.no_grad();
        var spread = (truth - truth.mean()).abs().square().sum();
        return Math.Sqrt(((found * factor - truth).abs().square().sum() / spread).real.ToDouble());
    }

    public static double[] Numbers(JointPoint point, string key)
    {
        using var scope = torch.NewDisposeScope();
        return point[key].reshape(-1).data<double>().ToArray();
    }

    public void Dispose()
    {
        Problem.Dispose();
        Truth.Dispose();
    }

    // Absorption and phase, rough within the band that the LEDs reach.
    private static torch.Tensor Specimen(int size)
    {
        using var generator = new torch.Generator(5, torch.CPU);
        var frequency = torch.fft.fftfreq(size, 1.0 / size, torch.ScalarType.Float64);
        var squared = frequency.unsqueeze(1).square() + frequency.unsqueeze(0).square();
        torch.Tensor Rough()
        {
            var noise = torch.randn(size, size, torch.ScalarType.Float64, torch.CPU, generator: generator);
            var image = torch.fft.ifft2(torch.fft.fft2(noise) * (-squared / 150).exp()).real;
            return image / image.std();
        }

        var (absorption, phase) = (0.1 * Rough(), 0.3 * Rough());
        return torch.complex(phase.cos(), phase.sin()) * (-absorption - 0.2).exp();
    }
}

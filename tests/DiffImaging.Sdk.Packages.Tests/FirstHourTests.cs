using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DiffImaging.Sdk.Packages.Tests.Support;

namespace DiffImaging.Sdk.Packages.Tests;

/// <summary>The first hour of an author who has nothing but the packages: a plugin from the template, tests, package, installation, result; then a
/// forward model of one's own, and the same again.</summary>
[TestFixture]
public sealed partial class FirstHourTests
{
    private const double TrueFocus = 4e-6;

    // Three standard deviations of what the run itself says of its repeatability, 17 nm, and the difference of the grids of truth and estimate.
    private const double FocusTolerance = 0.1e-6;

    // Template, stage and regularizer: each fixture has five tests, the regularizer's one for each of two objects, and the physics one.
    private const int GeneratedTests = 21;

    private static readonly string Solution = Path.Combine(Workshop.Root, "Lab.Microscopy");

    private PluginList _plugins = null!;

    [OneTimeSetUp]
    public async Task BeginAsync()
    {
        (await Workshop.DotnetAsync(Workshop.Root, "new", "diffimaging-plugin", "-n", "Lab.Microscopy")).Good();
        (await Workshop.DotnetAsync(Solution, "new", "diffimaging-stage", "-n", "GreyGlass", "--plugin", "Lab.Microscopy")).Good();
        (await Workshop.DotnetAsync(Solution, "new", "diffimaging-regularizer", "-n", "StiffPlate", "--plugin", "Lab.Microscopy")).Good();
        _plugins = new PluginList(Path.Combine(Workshop.Root, "installed"));
    }

    [Test, Order(1)]
    public async Task What_the_templates_make_builds_and_passes_its_tests_as_it_is()
    {
        Assert.That(Passed(await TestAsync()), Is.EqualTo(GeneratedTests));
    }

    [Test, Order(2)]
    public async Task It_is_packed_installed_and_runs_with_our_sensors_and_noise_models()
    {
        await InstallAsync("0.1.0");

        var result = await RunAsync("lab-microscopy.json");

        Assert.Multiple(() =>
        {
            Assert.That(Estimate(result, "blur", "focus"), Is.EqualTo(TrueFocus).Within(FocusTolerance));
            Assert.That(Nominal(result, "blur", "focus"), Is.Zero);
            Assert.That(Version(result), Is.EqualTo("0.1.0"));
        });
    }

    [TestCase("poisson"), TestCase("poisson-gaussian"), Order(3)]
    public async Task The_likelihood_of_another_noise_model_does_as_well(string fidelity)
    {
        // In the dark of the scene it curves far more than at the first guess.
        var result = await RunAsync("lab-microscopy.json", "--set", "fidelity:id=" + fidelity);

        Assert.That(result["fidelity"]!["final"]!.GetValue<double>(), Is.LessThan(0.1 * result["fidelity"]!["initial"]!.GetValue<double>()));
        Assert.That(Estimate(result, "blur", "focus"), Is.EqualTo(TrueFocus).Within(2e-6), "these photons believe in more noise than there is");
    }

    [Test, Order(3)]
    public async Task Stage_and_regularizer_from_the_templates_take_part_in_an_experiment()
    {
        // The glass halves the light of the truth as of the estimate, and the plate stands in for the total variation.
        var experiment = await ReadAsync("lab-microscopy.json");
        var simulation = await ReadAsync("lab-microscopy-simulation.json");
        experiment["data"]!["simulation"] = "glass-simulation.json";
        experiment["regularizers"] = new JsonArray(new JsonObject { ["id"] = "stiff-plate", ["weight"] = 0.1 });
        experiment["pipeline"] = Pipeline(binning: 1, focus: 0);
        simulation["pipeline"] = Pipeline(binning: 2, TrueFocus);
        await WriteAsync("glass.json", experiment);
        await WriteAsync("glass-simulation.json", simulation);

        var result = await RunAsync("glass.json");

        Assert.Multiple(() =>
        {
            Assert.That(Nominal(result, "glass", "density"), Is.EqualTo(0.3));
            Assert.That(Estimate(result, "blur", "focus"), Is.EqualTo(TrueFocus).Within(FocusTolerance));
        });
    }

    [Test, Order(4)]
    public async Task A_changed_forward_model_passes_conformance_and_runs_after_an_update()
    {
        // The cover glass: in a medium of index n the disc of confusion is smaller by n. The author changes stage, test of the physics and version.
        await ReplaceAsync("src/Lab.Microscopy/Stages/DefocusBlur.cs", "(0.5 * _options.NumericalAperture * defocus).square()", "(0.5 * _options.NumericalAperture * defocus / 1.52).square()");
        await ReplaceAsync("tests/Lab.Microscopy.Tests/Stages/DefocusBlurTests.cs", "Aperture * (Position - Focus) / 2", "Aperture * (Position - Focus) / 1.52 / 2");
        await ReplaceAsync("src/Lab.Microscopy/Lab.Microscopy.csproj", "<Version>0.1.0</Version>", "<Version>0.2.0</Version>");

        Assert.That(Passed(await TestAsync()), Is.EqualTo(GeneratedTests));
        await InstallAsync("0.2.0");
        var result = await RunAsync("lab-microscopy.json");

        Assert.Multiple(() =>
        {
            Assert.That(Version(result), Is.EqualTo("0.2.0"));
            Assert.That(Estimate(result, "blur", "focus"), Is.EqualTo(TrueFocus).Within(FocusTolerance));
        });
    }

    private static JsonArray Pipeline(int binning, double focus) => new(
        new JsonObject { ["name"] = "blur", ["id"] = "lab-microscopy-blur", ["numericalAperture"] = 0.25, ["positions"] = new JsonArray(-12e-6, 0, 12e-6), ["focus"] = focus },
        new JsonObject { ["name"] = "glass", ["id"] = "grey-glass", ["density"] = 0.3 },
        new JsonObject { ["name"] = "sensor", ["id"] = "intensity-sensor", ["binning"] = binning, ["rows"] = 64, ["columns"] = 64 });

    private static Task<ProgramResult> TestAsync() => Workshop.DotnetAsync(Solution, "test", "-c", "Release");

    private async Task InstallAsync(string version)
    {
        (await Workshop.DotnetAsync(Solution, "pack", "-c", "Release", "--no-build", "-o", "packages")).Good();

        (await Workshop.HostAsync(Solution, "plugins", "add", $"packages/Lab.Microscopy.{version}.nupkg", "--plugins", _plugins.File)).Good();
    }

    private async Task<JsonNode> RunAsync(string experiment, params string[] settings)
    {
        var output = Path.Combine(Workshop.Root, "results", Path.GetRandomFileName());
        (await Workshop.HostAsync(Solution, ["run", Path.Combine("experiments", experiment), "--plugins", _plugins.File, "--output", output, .. settings])).Good();
        return JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(output, "result.json")))!;
    }

    private static double Estimate(JsonNode result, string stage, string name) => Parameter(result, stage, name)["estimate"]!.GetValue<double>();

    private static double Nominal(JsonNode result, string stage, string name) => Parameter(result, stage, name)["nominal"]!.GetValue<double>();

    private static JsonNode Parameter(JsonNode result, string stage, string name) =>
        result["parameters"]!.AsArray().Single(one => (string?)one!["stage"] == stage && (string?)one["name"] == name)!;

    private static string? Version(JsonNode result) =>
        (string?)result["provenance"]!["plugins"]!.AsArray().Single(plugin => (string?)plugin!["id"] == "lab-microscopy")!["version"];

    private static int Passed(ProgramResult tests)
    {
        var totals = Totals().Match(tests.Good().Output);
        Assert.That(totals.Success, Is.True, tests.Output);
        return int.Parse(totals.Groups["passed"].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<JsonNode> ReadAsync(string experiment) =>
        JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Solution, "experiments", experiment)), null, new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!;

    private static Task WriteAsync(string experiment, JsonNode content) => File.WriteAllTextAsync(Path.Combine(Solution, "experiments", experiment), content.ToJsonString());

    private static async Task ReplaceAsync(string file, string found, string wanted)
    {
        var path = Path.Combine(Solution, file);
        var text = await File.ReadAllTextAsync(path);
        Assert.That(text, Does.Contain(found), file);
        await File.WriteAllTextAsync(path, text.Replace(found, wanted, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^Passed! .*\bPassed: *(?<passed>\d+),", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Totals();
}

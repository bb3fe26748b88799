using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests;

/// <summary>Real holograms from wrong nominal distances: the commands of the front page.</summary>
[TestFixture]
public sealed class MeasuredHologramTests : IDisposable
{
    // Several sharpness measures ran to 41 mm from there; the documented focus is 36.85 mm.
    private const double Focus = 36.85e-3;
    private const double FocusWindow = 0.3e-3;

    // Distances of thin-object models of the sphere, whose Mie fit is 16.35 µm and whose plane-wave focus is about 17.5 µm.
    private const double NearestSphere = 15.8e-6;
    private const double FarthestSphere = 18.0e-6;
    private const double Reproducible = 0.2e-6;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("33 mm")]
    [TestCase("41 mm")]
    public async Task The_distance_of_the_off_axis_hologram_is_found(string nominal)
    {
        var hologram = SharedData.Require("shampoo_usaf_offaxis/USAF_test.tif");

        var distance = await DistanceAsync("holography-offaxis.json", $"data:measurement={hologram}", $"modality:distance={nominal}");

        TestContext.Out.WriteLine($"from {nominal}: {distance * 1e3:0.0000} mm");
        Assert.That(distance, Is.EqualTo(Focus).Within(FocusWindow));
    }

    [Test]
    public async Task The_distance_of_the_in_line_hologram_is_the_same_from_both_sides()
    {
        var folder = SharedData.Require("holopy_sphere");
        string[] data = [$"data:measurement={folder}/image01.jpg", .. Enumerable.Range(0, 3).Select(index => $"data:backgrounds:{index}={folder}/bg0{index + 1}.jpg")];

        var near = await DistanceAsync("holography-inline.json", [.. data, "modality:distance=10 um"]);
        var far = await DistanceAsync("holography-inline.json", [.. data, "modality:distance=25 um"]);

        TestContext.Out.WriteLine($"from 10 µm: {near * 1e6:0.000} µm; from 25 µm: {far * 1e6:0.000} µm");
        Assert.That(new[] { near, far }, Is.All.InRange(NearestSphere, FarthestSphere));
        Assert.That(near, Is.EqualTo(far).Within(Reproducible));
    }

    private async Task<double> DistanceAsync(string experiment, params string[] settings)
    {
        var definition = Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments", experiment);
        string[] set = [.. settings.Append("run:threads=1").Append("output:report=false").SelectMany(setting => new[] { "--set", setting })];
        var call = (await _folder.CallAsync(["run", definition, "--json", "--output", Path.GetRandomFileName(), .. set])).Expect(0);
        var parameters = JsonNode.Parse(call.Output)!["parameters"]!.AsArray();
        return (double)parameters.Single(parameter => (string?)parameter!["stage"] == "propagation" && (string?)parameter["name"] == "distance")!["estimate"]!;
    }
}

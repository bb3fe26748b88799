using DiffImaging.Host.Tests.Support;
using DiffImaging.Tests;

namespace DiffImaging.Host.Tests.Commands;

/// <summary>What <c>identify</c> says of setups: bounds, gauges that are found numerically, and those that stages name.</summary>
[TestFixture]
public sealed class IdentifyTests : IDisposable
{
    private static readonly string[] NoPrior = ["--set", "regularizers:amplitude:weight=0", "--set", "regularizers:phase:weight=0"];

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Without_a_prior_of_the_object_the_distance_common_to_all_heights_is_not_determined_and_the_difference_is()
    {
        var document = (await _folder.CallAsync(["identify", Experiment("lensless-coverage"), "--json", "--set", "uncertainty:parameters:0=scan.distance", .. NoPrior])).Expect(0).Json;

        var combination = document["undetermined"]!.AsArray().Single()!;
        Assert.That((string?)combination["combination"], Does.Match(@"^(− )?0\.71·scan\.distance\[0\] (\+|−) 0\.71·scan\.distance\[1\]$"));
        Assert.That((string?)combination["gauge"], Does.StartWith("'defocus' of scan"));
        foreach (var number in document["numbers"]!.AsArray())
        {
            Assert.That((bool)number!["identifiable"]!, Is.False);
            Assert.That(number["othersUnknown"], Is.Null);
            Assert.That((double)number["againstTheOthers"]!, Is.GreaterThan((double)number["othersKnown"]! / 2).And.LessThan(1e-5), "half the difference of both");
        }
    }

    [Test]
    public async Task With_a_prior_it_is_determined()
    {
        var document = (await _folder.CallAsync("identify", Experiment("lensless-coverage"), "--json", "--set", "uncertainty:parameters:0=scan.distance")).Expect(0).Json;

        Assert.That(document["undetermined"]!.AsArray(), Is.Empty);
        Assert.That(document["numbers"]!.AsArray().Select(number => (double)number!["othersUnknown"]!), Is.All.LessThan(3e-6));
        Assert.That(document["gauges"]!.AsArray().Where(gauge => (bool)gauge!["fixed"]!).Select(gauge => (string?)gauge!["name"]), Is.EqualTo(new[] { "translation" }));
    }

    [Test]
    public async Task A_shift_common_to_all_leds_is_all_but_taken_up_by_the_object()
    {
        // The edges of a small field tell a little of it: a phase ramp of the object does not close there.
        var lines = (await _folder.CallAsync(
            "identify", Experiment("fourier-ptychography-coverage"), "--set", "regularizers:prior:weight=0", "--set", "modality:arrayShift:mode=calibrate", "--set", "modality:padding=12", "--set", "modality:upsampling=1",
            "--set", "data:simulationSettings:0=modality:padding=12", "--set", "data:simulationSettings:1=modality:upsampling=1",
            "--set", "data:simulationSettings:2=data:rows=15", "--set", "data:simulationSettings:3=data:columns=15", "--set", "uncertainty:parameters:0=microscope.arrayShift")).Expect(0).Output;

        Assert.That(lines, Does.Match(@"weakly determined: microscope\.arrayShift\[0\], \d\d+ times less well than with all else known; gauge 'phase-ramp' of microscope"));
    }

    [Test]
    public async Task The_bound_is_of_the_size_of_the_posterior_deviation_of_a_run()
    {
        var bound = (await _folder.CallAsync("identify", Experiment("holography-coverage"), "--json")).Expect(0).Json["numbers"]!.AsArray().Single()!;
        var run = (await _folder.CallAsync("run", Experiment("holography-coverage"), "--output", "run", "--json", "--set", "uncertainty:biasSamples=0", "--set", "uncertainty:secondDerivatives=expected")).Expect(0).Json;

        var posterior = (double)run["metrics"]!["posterior.propagation.distance"]!;
        Assert.That((double)bound["othersUnknown"]! / posterior, Is.InRange(0.4, 1.2), "one at the truth, one at the estimate, whose contrast the prior has lowered");
        Assert.That((double)bound["othersKnown"]!, Is.LessThan(posterior));
    }

    [Test]
    public async Task More_photons_determine_more()
    {
        async Task<double> Of(double photons) =>
            (double)(await _folder.CallAsync("identify", Experiment("holography-coverage"), "--json", "--set", FormattableString.Invariant($"fidelity:photons={photons}"))).Expect(0).Json["numbers"]![0]!["othersKnown"]!;

        Assert.That(await Of(1_000) / await Of(100_000), Is.EqualTo(10).Within(0.1).Percent);
    }

    [Test]
    public async Task A_measurement_alone_does_not_do()
    {
        var call = (await _folder.CallAsync("identify", Experiment("holography"))).Expect(2);

        Assert.That(call.Errors, Does.Contain("data: found a measurement, expected a simulation"));
    }

    private static string Experiment(string name) => Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments", name + ".json");
}

using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests;

/// <summary>Later files win over earlier ones, the environment over files, and the command line over all.</summary>
[TestFixture]
public sealed class LayerTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public LayerTests() => _folder.Write("experiment.json", TinyExperiment.Definition(_folder.WriteFrame("measurement.npy", TinyExperiment.Rows, TinyExperiment.Columns)));

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task Files_environment_and_command_line_win_in_this_order()
    {
        _folder.Write("later.json", """{ "modality": { "distance": "2 mm", "photons": 2, "readNoise": 2 } }""");
        _folder.Environment["DIFFIMAGING_modality__photons"] = "3";
        _folder.Environment["DIFFIMAGING_modality__readNoise"] = "3";

        var modality = (await ResolvedAsync("experiment.json", "later.json", "--set", "modality:readNoise=4"))["modality"]!;

        Assert.That(((string?)modality["distance"], (string?)modality["photons"], (string?)modality["readNoise"]), Is.EqualTo(("2 mm", "3", "4")));
    }

    [Test]
    public async Task A_setting_reaches_an_element_by_its_name_and_the_last_one_wins()
    {
        var resolved = await ResolvedAsync("experiment.json", "--set", "regularizers:variation:weight=0.1", "--set", "regularizers:variation:weight=0.2");

        var variation = resolved["regularizers"]!.AsArray().Single(element => (string?)element!["name"] == "variation")!;
        Assert.That(((string?)variation["id"], (string?)variation["weight"]), Is.EqualTo(("total-variation", "0.2")));
    }

    [Test]
    public async Task Other_variables_with_the_prefix_are_no_settings()
    {
        _folder.Environment["DIFFIMAGING_SOMETHING"] = "else";

        (await _folder.CallAsync("validate", "experiment.json")).Expect(0);
    }

    private async Task<JsonObject> ResolvedAsync(params string[] arguments) =>
        (await _folder.CallAsync(["validate", "--json", .. arguments])).Expect(0).Json["resolved"]!.AsObject();
}

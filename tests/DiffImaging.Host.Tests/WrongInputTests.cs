using DiffImaging.Engine.Tests.Plugins;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests;

/// <summary>Wrong input gets one clear line with its place and exit code 2, and leaves nothing behind.</summary>
[TestFixture]
public sealed class WrongInputTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public WrongInputTests() => _folder.Write("experiment.json", TinyExperiment.Definition(_folder.WriteFrame("measurement.npy", TinyExperiment.Rows, TinyExperiment.Columns)));

    public void Dispose() => _folder.Dispose();

    [Test]
    public Task An_unknown_stage_id_is_refused_with_the_nearest_one() =>
        Refuses(["--set", "pipeline:propagation:id=angular-spectrm"], "pipeline:propagation", "'angular-spectrm'", "did you mean 'angular-spectrum'?");

    [Test]
    public Task A_quantity_of_another_unit_is_refused() =>
        Refuses(["--set", "modality:distance=33 s"], "modality:distance", "'33 s', a quantity in seconds", "expected a length such as \"36.85 mm\"");

    [Test]
    public Task A_wavelength_of_532_is_refused_with_the_unit_it_lacks() =>
        Refuses(["--set", "modality:wavelength=532"], "modality:wavelength", "found 532 m", "from 1E-10 to 0.0001 m", "write \"532 nm\"");

    [Test]
    public Task A_missing_file_is_refused_with_the_places_that_were_looked_in() =>
        Refuses(["--set", "data:measurement=hologram.tif"], "data:measurement", "'hologram.tif' is missing", _folder.Path);

    [Test]
    public Task A_missing_definition_is_refused() => RefusesCall(["run", "nowhere.json", "--output", "out"], "nowhere.json", "the file is missing");

    [Test]
    public async Task A_truncated_tiff_is_refused_with_its_path()
    {
        var path = _folder[_folder.WriteFrame("cut.tif", TinyExperiment.Rows, TinyExperiment.Columns)];
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..5000]);

        await Refuses(["--set", "data:measurement=cut.tif"], "cut.tif: ", "truncated or damaged");
    }

    [Test]
    public async Task A_measurement_with_NaN_is_refused_with_their_number_and_the_first_place()
    {
        _folder.WriteFrame("nan.npy", TinyExperiment.Rows, TinyExperiment.Columns, nans: 3);

        await Refuses(["--set", "data:measurement=nan.npy"], "nan.npy: ", "3 of 4608 values are NaN or infinite", "frame 0, row 0, column 0");
    }

    [TestCase("data:flipRows=false", "holds 7 real arrays of two axes or more; say in 'variable' which one to read: images (uint16, 6 × 5 × 4)")]
    [TestCase("data:variable=imagse", "holds no variable 'imagse'; it holds: wavelength (double, 1 × 1)")]
    [TestCase("data:variable=four", "(2, 3, 2, 2)", "name each in 'axes'")]
    [TestCase("data:axes=rows columns depth", "axes: found 'rows columns depth': 'depth' is no axis")]
    public async Task A_variable_that_is_left_open_is_refused_with_those_that_are_there(string setting, params string[] expected)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Fixtures", "v5.mat"), _folder["v5.mat"], overwrite: true);

        await Refuses(["--set", "data:measurement=v5.mat", "--set", setting], expected);
    }

    [Test]
    public async Task A_gap_in_a_folder_of_numbered_images_is_refused_with_the_file_behind_it()
    {
        _folder.WriteFrame("scan_1.npy", TinyExperiment.Rows, TinyExperiment.Columns);
        _folder.WriteFrame("scan_3.npy", TinyExperiment.Rows, TinyExperiment.Columns);

        await Refuses(["--set", "data:measurement=scan_*.npy"], "scan_3.npy: ", "number 2 is missing");
        await Refuses(["--set", "data:measurement=stack_*.npy"], "data:measurement", "'stack_*.npy' is missing");
    }

    [Test]
    public Task An_image_smaller_than_the_region_is_refused_with_both_sizes() =>
        Refuses(["--set", "data:region:rows=100", "--set", "data:region:columns=50"], "measurement.npy: ", "the image has 64 × 72 pixels", "the region 100 × 50");

    [Test]
    public async Task Stages_in_an_impossible_order_are_refused()
    {
        _folder.Write("order.json", """
            { "pipeline": [
                { "name": "light", "id": "plane-wave" },
                { "name": "object", "id": "thin-object" },
                { "name": "camera", "id": "intensity-sensor", "rows": 64, "columns": 72 },
                { "name": "gap", "id": "angular-spectrum", "distance": "1 mm" } ] }
            """);

        await RefusesCall(["run", "experiment.json", "order.json", "--output", "out"], "pipeline:gap", "'angular-spectrum' (CollectionOptics)", "'intensity-sensor' (Sensor)", "before 'camera'");
    }

    [Test]
    public Task A_field_that_its_grid_cannot_hold_is_refused() =>
        Refuses(["--set", "pipeline:illumination:tiltX=60 deg"], "pipeline:illumination:tiltX", "cycles per mm", "samples of 1.85 µm hold only 270.3", "cannot be held on its grid");

    [Test]
    public async Task A_plugin_for_another_sdk_is_named_where_the_pipeline_needs_it()
    {
        using var plugins = new PluginFolder();
        PluginFolder.BuildAgainstSdk(plugins.Add("Good"), 2, 0);
        foreach (var assembly in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "plugins"), "DiffImaging.Plugins.*.dll", SearchOption.AllDirectories))
        {
            plugins.List(Path.GetFileNameWithoutExtension(assembly), assembly);
        }

        await Refuses(["--plugins", plugins.WriteList(), "--set", "pipeline:pass:id=pass"], "pipeline:pass", "'pass'", "Plugin 'good' is Incompatible", "built against SDK 2.0", "this host offers 1.0");
    }

    [Test]
    public async Task An_unknown_section_is_refused_with_the_nearest_one()
    {
        _folder.Write("more.json", """{ "shedule": [] }""");

        await RefusesCall(["run", "experiment.json", "more.json", "--output", "out"], "shedule", "unknown section", "did you mean 'schedule'?");
    }

    [Test]
    public Task An_unknown_key_is_refused_with_the_nearest_one() =>
        Refuses(["--set", "modality:refraction=1.3"], "modality:refraction", "unknown key", "refractiveIndex");

    [Test]
    public async Task A_missing_key_is_refused_by_its_name()
    {
        _folder.Write("experiment.json", """{ "data": { "measurement": "measurement.npy" }, "modality": { "id": "inline-holography", "wavelength": "532 nm", "distance": "1 mm" } }""");

        await Refuses([], "modality:pixelPitch", "missing", "a length");
    }

    [Test]
    public async Task Malformed_json_is_refused_with_its_line()
    {
        _folder.Write("experiment.json", "{\n  \"data\": {\n    \"measurement\" \"m.npy\" }\n}");

        await Refuses([], "experiment.json: ", "not JSON, line 3");
    }

    [Test]
    public Task An_element_that_is_not_there_is_refused_with_the_nearest_one() =>
        Refuses(["--set", "pipeline:propagatoin:distance=1 mm"], "pipeline:propagatoin", "no element is named", "did you mean 'propagation'?");

    [Test]
    public Task A_setting_without_value_is_refused() => Refuses(["--set", "modality:distance"], "--set", "found 'modality:distance'", "key:path=value");

    [Test]
    public async Task An_output_folder_of_something_else_is_refused_before_any_work()
    {
        _folder.Write("precious/thesis.tex", "years of work");

        await RefusesCall(["run", "experiment.json", "--output", "precious"], "--output", "precious", "no result.json");

        Assert.That(File.ReadAllText(_folder["precious/thesis.tex"]), Is.EqualTo("years of work"));
    }

    [Test]
    public Task An_output_below_a_file_is_refused() => RefusesCall(["run", "experiment.json", "--output", "experiment.json/out"], "--output", "is a file");

    [Test]
    public async Task Every_mistake_is_told_at_once()
    {
        var call = await RefusedAsync(["run", "experiment.json", "--output", "out",
            "--set", "data:measurement=gone.tif", "--set", "modality:distance=1 s", "--set", "run:seeds=3", "--set", "regularizers:0:id=tv"]);

        Assert.That(call.ErrorLines.Select(line => line.Split(": ")[1]), Is.EqualTo(new[] { "data:measurement", "modality:distance", "regularizers:tv:id", "run:seeds" }));
    }

    [Test]
    public async Task A_mistake_in_the_pipeline_does_not_hide_those_behind_it()
    {
        var call = await RefusedAsync(["run", "experiment.json", "--output", "out",
            "--set", "pipeline:illumination:tiltX=60 deg", "--set", "pipeline:sensor:bitz=8", "--set", "fidelity:photons=-1", "--set", "output:report=maybe"]);

        Assert.That(call.ErrorLines.Select(line => line.Split(": ")[1]), Is.EqualTo(new[] { "pipeline:illumination:tiltX", "pipeline:sensor:bitz", "fidelity:photons", "output:report" }));
    }

    [Test]
    public async Task A_simulation_with_mistakes_is_refused_likewise()
    {
        _folder.Write("simulation.json", TinyExperiment.Simulation());

        var call = await RefusedAsync(["simulate", "simulation.json", "--output", "out", "--set", "data:noise:id=poison", "--set", "run:seed=x"]);

        Assert.That(call.ErrorLines, Has.Count.EqualTo(2));
        Assert.That(call.Errors, Does.Contain("data:noise:id").And.Contain("did you mean 'poisson'?").And.Contain("run:seed"));
    }

    private Task Refuses(string[] arguments, params string[] parts) => RefusesCall(["run", "experiment.json", "--output", "out", .. arguments], parts);

    private async Task RefusesCall(string[] arguments, params string[] parts)
    {
        var call = await RefusedAsync(arguments);

        Assert.That(call.ErrorLines, Has.Count.EqualTo(1), call.Errors);
        foreach (var part in parts)
        {
            Assert.That(call.Errors, Does.Contain(part));
        }
    }

    private async Task<CallResult> RefusedAsync(string[] arguments)
    {
        var before = _folder.Entries;
        var call = (await _folder.CallAsync(arguments)).Expect(2);

        Assert.That(call.ErrorLines, Is.All.StartsWith("error: "));
        Assert.That(_folder.Entries, Is.EqualTo(before), "files left behind");
        return call;
    }
}

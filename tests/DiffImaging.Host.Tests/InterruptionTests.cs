using System.Diagnostics;
using System.Text.Json.Nodes;
using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests;

/// <summary>Ctrl-C leaves a checkpoint, and going on from it ends at the same result.</summary>
[TestFixture]
[Platform(Include = "Linux,MacOsX", Reason = "another process cannot press Ctrl-C on Windows")]
public sealed class InterruptionTests : IDisposable
{
    // Long enough that a signal after the first line of progress meets a run that is still under way.
    private const int Iterations = 300;

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task An_interrupted_run_resumes_to_the_same_bytes()
    {
        var (definition, schedule) = Prepare(Iterations);
        (await _folder.CallAsync("run", definition, schedule, "--output", "whole")).Expect(0);

        var interrupted = await InterruptAsync("INT", "focus ", "run", definition, schedule, "--output", "parts");

        interrupted.Expect(1);
        Assert.That(interrupted.Output, Does.Contain("run --resume").And.Contain("parts.checkpoint"));
        Assert.That(_folder["parts.checkpoint"], Does.Exist);
        Assert.That(_folder["parts"], Does.Not.Exist);

        var resumed = (await _folder.CallAsync("run", definition, schedule, "--output", "parts", "--resume")).Expect(0);

        Assert.That(interrupted.Output, Does.Contain("distance scan:"));
        Assert.That(resumed.Output, Does.Not.Contain("distance scan:"), "the first guess is not made again");
        Assert.That(File.ReadAllText(_folder["parts/report.html"]), Does.Contain("Choice of propagation.distance"));
        Assert.That(File.ReadAllBytes(_folder["parts/object.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["whole/object.npy"])));
        Assert.That(File.ReadAllText(_folder["parts/history.csv"]), Is.EqualTo(File.ReadAllText(_folder["whole/history.csv"])));
        Assert.That(_folder["parts.checkpoint"], Does.Not.Exist);
    }

    [Test]
    public async Task A_fitted_prior_is_fitted_at_the_start_of_each_phase_and_resumed_as_it_was()
    {
        var (definition, schedule) = Prepare(Iterations);
        var prior = _folder.Write("prior.json", new JsonObject
        {
            ["regularizers"] = new JsonArray(new JsonObject
            {
                ["name"] = "prior", ["id"] = "gaussian-prior", ["weight"] = 1, ["model"] = "fitted", ["standardDeviation"] = 0.1, ["correlationLength"] = "5 um",
            }),
        });
        var whole = (await _folder.CallAsync("run", definition, schedule, prior, "--output", "whole")).Expect(0);

        (await InterruptAsync("INT", "both ", "run", definition, schedule, prior, "--output", "parts")).Expect(1);
        var resumed = (await _folder.CallAsync("run", definition, schedule, prior, "--output", "parts", "--resume")).Expect(0);

        Assert.That(whole.Output, Does.Contain("phase 'focus': 'prior': the object is constant").And.Contain("phase 'both': 'prior': fitted to the object"));
        Assert.That(resumed.Output, Does.Not.Contain("'prior'"), "in the middle of a phase nothing is fitted");
        Assert.That(File.ReadAllBytes(_folder["parts/object.npy"]), Is.EqualTo(File.ReadAllBytes(_folder["whole/object.npy"])));
        Assert.That(File.ReadAllText(_folder["parts/history.csv"]), Is.EqualTo(File.ReadAllText(_folder["whole/history.csv"])));
    }

    [Test]
    public async Task A_checkpoint_of_another_experiment_is_refused()
    {
        var (definition, schedule) = Prepare(Iterations);
        (await InterruptAsync("TERM", "focus ", "run", definition, schedule, "--output", "out")).Expect(1);

        var call = (await _folder.CallAsync("run", definition, schedule, "--output", "out", "--resume", "--set", "modality:photons=10")).Expect(2);

        Assert.That(call.Errors, Does.Contain("out.checkpoint").And.Contain("belongs to another experiment"));
        Assert.That(_folder["out.checkpoint"], Does.Exist);
    }

    [Test]
    public async Task To_resume_without_a_checkpoint_is_to_start_and_says_so()
    {
        var (definition, schedule) = Prepare(2);

        var call = (await _folder.CallAsync("run", definition, schedule, "--output", "out", "--resume")).Expect(0);

        Assert.That(call.Output, Does.Contain("there is no checkpoint").And.Contain("out.checkpoint"));
    }

    private (string Definition, string Schedule) Prepare(int iterations) => (
        _folder.Write("experiment.json", TinyExperiment.Definition(_folder.WriteFrame("measurement.npy", TinyExperiment.Rows, TinyExperiment.Columns))),
        _folder.Write("schedule.json", TinyExperiment.Schedule(iterations)));

    private async Task<CallResult> InterruptAsync(string signal, string line, params string[] arguments)
    {
        using var process = _folder.Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var seen = "";
        while (await process.StandardOutput.ReadLineAsync() is { } found)
        {
            seen += found + "\n";
            if (found.StartsWith(line, StringComparison.Ordinal))
            {
                break;
            }
        }

        using (var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(null as IFormatProvider)]))
        {
            await kill.WaitForExitAsync();
        }

        var rest = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new CallResult(process.ExitCode, seen + rest, await errors);
    }
}

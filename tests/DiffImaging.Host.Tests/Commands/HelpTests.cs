using DiffImaging.Host.Tests.Support;

namespace DiffImaging.Host.Tests.Commands;

/// <summary>Help that a newcomer can use, and calls that are wrong.</summary>
[TestFixture]
public sealed class HelpTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestCase("--help")]
    [TestCase("-h")]
    [TestCase("")]
    public async Task The_program_says_what_it_is_and_how_to_begin(string argument)
    {
        var call = (await _folder.CallAsync(argument.Length == 0 ? [] : [argument])).Expect(0);

        foreach (var part in new[] { "diffimaging [command]", "First steps", "diffimaging doctor", "Exit codes: 0", "run <experiment>", "simulate", "validate", "describe", "plugins", "doctor" })
        {
            Assert.That(call.Output, Does.Contain(part));
        }
    }

    [TestCase("run", "--resume")]
    [TestCase("simulate", "--output")]
    [TestCase("validate", "--set <key:path=value>")]
    [TestCase("describe", "describe inline-holography")]
    [TestCase("schema", "experiment.schema.json")]
    [TestCase("plugins", "--plugins <file>")]
    [TestCase("doctor", "--json")]
    public async Task Every_command_has_help_with_examples(string command, string part)
    {
        var call = (await _folder.CallAsync(command, "--help")).Expect(0);

        Assert.That(call.Output, Does.Contain($"diffimaging {command}").And.Contain("Examples:").And.Contain(part));
    }

    [Test]
    public async Task The_version_is_one_line() =>
        Assert.That((await _folder.CallAsync("--version")).Expect(0).Output.Trim(), Does.Match(@"^\d+\.\d+\.\d+"));

    [TestCase("descirbe", "unknown command 'descirbe'; did you mean 'describe'?")]
    [TestCase("run", "experiment")]
    [TestCase("run x.json --outptu y", "unknown option '--outptu'; did you mean '--output'?")]
    [TestCase("plugins --jsn", "unknown option '--jsn'; did you mean '--json'?")]
    [TestCase("schema extra", "found 'extra'")]
    [TestCase("plugins ad", "unknown command 'ad'")]
    [TestCase("describe angular-spectrm", "did you mean 'angular-spectrum'?")]
    [TestCase("describe shedule", "did you mean 'schedule'?")]
    [TestCase("describe --jsn", "unknown option '--jsn'")]
    [TestCase("plugins --plugins nowhere.json", "nowhere.json")]
    public async Task A_wrong_call_is_refused_with_the_nearest_right_one(string arguments, string part)
    {
        var call = (await _folder.CallAsync(arguments.Split(' '))).Expect(2);

        Assert.That(call.ErrorLines[0], Does.StartWith("error: ").And.Contain(part));
        Assert.That(call.Output, Is.Empty);
    }
}

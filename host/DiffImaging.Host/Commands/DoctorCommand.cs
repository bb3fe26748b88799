using System.CommandLine;
using System.Text.Json.Nodes;
using DiffImaging.Host.Diagnosis;
using DiffImaging.Host.Results;
using DiffImaging.Host.Terminal;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Commands;

/// <summary><c>doctor</c>: checks this machine.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var command = new HostCommand("doctor", "Check this machine: C++ library, libtorch, a transform, threads, devices, plugins.")
        {
            Details = """
                Exit code 1 where something fails.
                """,
            Examples = """
                diffimaging doctor
                diffimaging doctor --json
                """,
        };
        command.Options.Add(json);
        command.Options.Add(plugins);
        command.SetAction(call => ExitCodes.Guard(() =>
        {
            var checks = Look(CommonOptions.PluginsPath(call.GetValue(plugins)));
            var works = checks.All(check => check.State != CheckState.Fail);
            foreach (var line in call.GetValue(json) ? [Document(checks, works).ToJsonString(ResultDocument.Format)] : Lines(checks, works))
            {
                Console.WriteLine(line);
            }

            return works ? ExitCodes.Done : ExitCodes.Failed;
        }));
        return command;
    }

    private static List<Check> Look(string plugins)
    {
        var torch = TensorLibrary.Load();
        var loads = torch.State != CheckState.Fail;
        return
        [
            CppLibrary.Look(loads),
            torch,
            .. loads ? new[] { TensorLibrary.Transform(), TensorLibrary.Threads(), TensorLibrary.Devices() } : [],
            .. PluginChecks.Look(plugins),
        ];
    }

    private static IEnumerable<string> Lines(List<Check> checks, bool works)
    {
        var width = checks.Max(check => check.Name.Length);
        foreach (var check in checks)
        {
            yield return $"{KebabCase.From(check.State.ToString()),-4}  {check.Name.PadRight(width)}  {check.Finding}";
            if (check.Advice.Length > 0)
            {
                yield return $"{new string(' ', width + 8)}→ {check.Advice}";
            }
        }

        yield return works ? "This machine is ready." : "Something fails: see the lines that begin with 'fail'.";
    }

    private static JsonObject Document(List<Check> checks, bool works) => new()
    {
        ["ready"] = works,
        ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject
        {
            ["name"] = check.Name,
            ["state"] = KebabCase.From(check.State.ToString()),
            ["finding"] = check.Finding,
            ["advice"] = check.Advice,
        })]),
    };
}

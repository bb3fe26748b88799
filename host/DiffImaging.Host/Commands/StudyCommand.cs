using System.CommandLine;
using DiffImaging.Engine.Plugins;
using DiffImaging.Host.Results;
using DiffImaging.Host.Studies;
using DiffImaging.Host.Terminal;
using DiffImaging.Reporting.Quantities;
using DiffImaging.Sdk.Options;

namespace DiffImaging.Host.Commands;

/// <summary><c>study</c>: runs many seeds or settings of an experiment and says which figures were met.</summary>
internal static class StudyCommand
{
    private const string Document = "study.json";
    private const string Runs = "runs";

    public static Command Create()
    {
        var file = new Argument<string>("study") { Description = "Study file." };
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var output = CommonOptions.Output("Folder of study.json, study.html and study.md; runs in it that are done are not done again [default: results/<study>].");
        var parallel = new Option<int>("--parallel") { Description = "Runs at a time; give each one thread (run:threads=1).", DefaultValueFactory = _ => 1 };
        var command = new HostCommand("study", "Run many seeds or settings of an experiment: each figure with its must, its aim and whether it was met.")
        {
            Details = """
                Exit code 0: every must is met; 1: one is not, or was not measured. What a study file holds: sdk/docs/study-format.md.
                Runs are kept in the folder 'runs' of the output by their settings: delete it after a change of the program.
                """,
            Examples = """
                diffimaging study host/studies/holography-offaxis.json
                diffimaging study host/studies/holography-simulated.json --parallel 2 --output results/simulated
                """,
        };
        command.Arguments.Add(file);
        foreach (var option in new Option[] { output, parallel, json, plugins })
        {
            command.Options.Add(option);
        }

        command.SetAction((call, cancellation) => Task.FromResult(ExitCodes.Guard(() => Run(
            call.GetValue(file)!, call.GetValue(output), Math.Max(1, call.GetValue(parallel)), call.GetValue(json), CommonOptions.PluginsPath(call.GetValue(plugins)), cancellation))));
        return command;
    }

    private static int Run(string path, string? output, int parallel, bool json, string plugins, CancellationToken cancellation)
    {
        var study = StudyFile.Read(path);
        var folder = Path.GetFullPath(output ?? Path.Combine("results", Path.GetFileNameWithoutExtension(path)));
        if (!Directory.Exists(Path.Combine(folder, Runs)))
        {
            ResultPlace.Require(folder, Document);
        }

        NativeMemory.KeepLargeBlocks();
        var writer = json ? Console.Error : OutputByCaller.Own;
        var runner = new StudyRunner(study, path, PluginCatalog.Load(plugins), Path.Combine(folder, Runs), writer.WriteLine);
        var runs = runner.Run(parallel, cancellation);
        if (!runner.Failures.IsEmpty)
        {
            Console.Error.WriteLine($"error: {runner.Failures.Count} run(s) failed, so there is no page. The others are kept in '{Path.Combine(folder, Runs)}': the same call makes only these again.");
            foreach (var failure in runner.Failures.Order(StringComparer.Ordinal))
            {
                Console.Error.WriteLine($"error: {failure}");
            }

            return ExitCodes.Failed;
        }

        var result = new StudyResult(study, Arrival.AddTo(study, runs));
        var document = result.ToJson().ToJsonString(ResultDocument.Format);
        File.WriteAllText(Path.Combine(folder, Document), document);
        File.WriteAllText(Path.Combine(folder, "study.html"), StudyPages.Html(result));
        File.WriteAllText(Path.Combine(folder, "study.md"), StudyPages.Markdown(result, $"diffimaging study {path.Replace('\\', '/')}"));
        if (json)
        {
            Console.Out.WriteLine(document);
        }
        else
        {
            foreach (var figure in result.Figures)
            {
                Console.WriteLine($"{KebabCase.From(figure.Verdict.ToString()).Replace('-', ' '),-12} {figure.Name}: {QuantityFormat.Format(figure.Value, figure.Unit, 4)}");
            }

            Console.WriteLine($"page: {Path.Combine(folder, "study.html")}");
        }

        return result.Figures.Any(figure => figure.Verdict is Reporting.Studies.Verdict.NotMet or Reporting.Studies.Verdict.NotMeasured) ? ExitCodes.Failed : ExitCodes.Done;
    }
}

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
    public static Command Create()
    {
        var file = new Argument<string>("study") { Description = "Study file." };
        var (plugins, json) = (CommonOptions.Plugins(), CommonOptions.Json());
        var output = CommonOptions.Output("Folder of study.json, study.html and study.md; runs in it that are done are not done again [default: results/<study>].");
        var parallel = new Option<int>("--parallel") { Description = "Runs at a time; give each one thread (run:threads=1).", DefaultValueFactory = _ => 1 };
        var command = new Command("study", "Run many seeds or settings of an experiment: each figure with its must, its aim and whether it was met.") { file, output, parallel, json, plugins };
        command.SetAction((call, cancellation) => Task.FromResult(ExitCodes.Guard(() => Run(
            call.GetValue(file)!, call.GetValue(output), Math.Max(1, call.GetValue(parallel)), call.GetValue(json), CommonOptions.PluginsPath(call.GetValue(plugins)), cancellation))));
        return command;
    }

    private static int Run(string path, string? output, int parallel, bool json, string plugins, CancellationToken cancellation)
    {
        var study = StudyFile.Read(path);
        var folder = Path.GetFullPath(output ?? Path.Combine("results", Path.GetFileNameWithoutExtension(path)));
        NativeMemory.KeepLargeBlocks();
        var writer = json ? Console.Error : Console.Out;
        var runner = new StudyRunner(study, path, PluginCatalog.Load(plugins), Path.Combine(folder, "runs"), writer.WriteLine);
        var result = new StudyResult(study, runner.Run(parallel, cancellation));
        var document = result.ToJson().ToJsonString(ResultDocument.Format);
        File.WriteAllText(Path.Combine(folder, "study.json"), document);
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

using System.CommandLine;
using DiffImaging.Host.Plugins.Verification;
using DiffImaging.Host.Terminal;

namespace DiffImaging.Host.Commands;

/// <summary>The command <c>diffimaging</c>.</summary>
internal static class DiffImagingCommand
{
    public static RootCommand Create()
    {
        var root = new RootCommand("""
            Differentiable imaging: physics as plugins, experiments as configuration, every system imperfection a parameter that is
            estimated jointly with the image.

            First steps:
              diffimaging doctor                                    check this machine
              diffimaging run host/experiments/holography.json      reconstruct a hologram with a wrong nominal distance
              diffimaging new inline-holography --output my.json    write a commented definition to start from
              diffimaging validate my.json                          find every mistake in a definition, with its place
              diffimaging describe                                  list modalities, stages, regularizers, …
              diffimaging describe angular-spectrum                 its options with units, ranges and defaults

            Settings are changed without touching a file: --set "modality:distance=33 mm", or the environment variable
            DIFFIMAGING_modality__distance; the command line wins over the environment, and that over files.

            Exit codes: 0 done, 1 the run failed, 2 the configuration or the call is wrong.
            """)
        {
            RunCommand.Create(),
            SimulateCommand.Create(),
            IdentifyCommand.Create(),
            StudyCommand.Create(),
            ValidateCommand.Create(),
            NewCommand.Create(),
            DescribeCommand.Create(),
            SchemaCommand.Create(),
            PluginsCommand.Create(),
            ComponentCheckCommand.Create(),
            DoctorCommand.Create(),
            InspectCommand.Create(),
            JoinCommand.Create(),
            TemplatesCommand.Create(),
            ServeCommand.Create(),
            SubmitCommand.Create(),
            JobsCommand.Create(),
            WatchCommand.Create(),
            CancelCommand.Create(),
            FetchCommand.Create(),
            KeysCommand.Create(),
        };

        // A bare call is a question.
        root.SetAction(call => root.Parse("--help").Invoke());
        CommandHelp.Extend(root);
        return root;
    }
}

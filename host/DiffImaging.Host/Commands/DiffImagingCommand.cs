using System.CommandLine;

namespace DiffImaging.Host.Commands;

/// <summary>The command <c>diffimaging</c>.</summary>
internal static class DiffImagingCommand
{
    public static RootCommand Create() => new("""
        Differentiable imaging: physics as plugins, experiments as configuration, every system imperfection a parameter that is
        estimated jointly with the image.

        First steps:
          diffimaging run host/experiments/holography.json     reconstruct a hologram with a wrong nominal distance
          diffimaging describe                                  list modalities, stages, regularizers, …
          diffimaging describe angular-spectrum                 its options with units, ranges and defaults
          diffimaging doctor                                    check this machine
        """)
    {
        RunCommand.Create(),
        SimulateCommand.Create(),
        ValidateCommand.Create(),
    };
}

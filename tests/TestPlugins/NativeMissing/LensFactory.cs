using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.NativeMissing;

/// <summary>Calls a native library that nobody has.</summary>
[ExportForwardStage("native-missing", "Needs a library of a camera's maker.")]
public sealed class LensFactory : IForwardStageFactory
{
    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException($"never planned: {(OperatingSystem.IsBrowser() ? Elsewhere() : Exposure())}");

    [DllImport("acmecamera", EntryPoint = "acme_exposure")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern double Exposure();

    // It says that it is for another system, and so is none of this one's business.
    [SupportedOSPlatform("browser")]
    [DllImport("acmebrowser", EntryPoint = "acme_exposure")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static extern double Elsewhere();
}

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using DiffImaging.Sdk.Composition;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.NativeElsewhere;

/// <summary>Calls a native library of another system, by code that the compiler makes around the call.</summary>
[ExportForwardStage("native-elsewhere", "Needs a library on another system.")]
public sealed partial class LensFactory : IForwardStageFactory
{
    public Type OptionsType => typeof(object);

    public StagePlan Plan(ComponentDefinition definition, SignalDescription input) => throw new NotSupportedException($"never planned: {(OperatingSystem.IsBrowser() ? Exposure("fast") : 0)}");

    [SupportedOSPlatform("browser")]
    [LibraryImport("acmebrowser", EntryPoint = "acme_exposure", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]
    private static partial double Exposure(string mode);
}

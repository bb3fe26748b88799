using DiffImaging.Host.Commands;
using DiffImaging.Host.Terminal;

RareCollections.StartAgain();
PluginDeaths.Watch();
OutputByCaller.Part();
NativeThreads.SpinBriefly();
return await ExitCodes.GuardAsync(() => Call.RunAsync(DiffImagingCommand.Create(), args));

using DiffImaging.Host.Commands;
using DiffImaging.Host.Terminal;

return await ExitCodes.GuardAsync(() => Call.RunAsync(DiffImagingCommand.Create(), args));

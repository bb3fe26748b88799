using DiffImaging.Host.Commands;
using DiffImaging.Host.Terminal;

return await ExitCodes.GuardAsync(() => DiffImagingCommand.Create().Parse(args).InvokeAsync());

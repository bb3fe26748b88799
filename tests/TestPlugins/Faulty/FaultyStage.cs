using System.Runtime.InteropServices;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;

namespace TestPlugins.Faulty;

/// <summary>Lets the light pass, and goes wrong on the way.</summary>
public sealed partial class FaultyStage(Fault fault) : IForwardStage
{
    public Signal Forward(Signal input, VariableValues values, FrameRange frames)
    {
        ArgumentNullException.ThrowIfNull(input);
        switch (fault)
        {
            case Fault.Forward:
                throw new InvalidOperationException("the shutter is stuck");
            case Fault.StackOverflow:
                Overflow.Happen();
                break;
            case Fault.Thread:
                var thread = new Thread(() => throw new InvalidOperationException("the focus motor has lost its way"));
                thread.Start();
                thread.Join();
                break;
            case Fault.Native:
                Abort();
                break;
            case Fault.NullPointer:
                _ = SetMemory(IntPtr.Zero, 1, 1 << 20);
                break;
        }

        return input with { Values = input.Tensor.alias() };
    }

    public void Dispose()
    {
    }

    [LibraryImport("libc", EntryPoint = "abort")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Abort();

    [LibraryImport("libc", EntryPoint = "memset")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr SetMemory(IntPtr place, int value, nint count);
}

using System.Runtime.InteropServices;
using TorchSharp;

namespace DiffImaging.Host.Diagnosis;

/// <summary>Whether the tensor library loads and computes, and on what.</summary>
internal static class TensorLibrary
{
    private const string Native = "LibTorchSharp";
    private const double Tolerance = 1e-5;

    /// <summary>Loads it; every further look needs that.</summary>
    public static Check Load()
    {
        const string Name = "tensor library";
        try
        {
            // First by hand: TorchSharp's own error hides the cause, and its attempts copy half a gigabyte.
            _ = NativeLibrary.Load(Native, typeof(torch).Assembly, null);
            torch.InitializeDeviceType(DeviceType.CPU);
            return new Check(Name, CheckState.Ok, $"libtorch {torch.__version__} loads");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new Check(Name, CheckState.Fail, exception.GetBaseException().Message.ReplaceLineEndings(" "),
                "Build the host for this system with 'dotnet build'; see the C++ library above.");
        }
    }

    public static Check Transform()
    {
        const string Name = "complex FFT";
        try
        {
            using var scope = torch.NewDisposeScope();
            var delta = torch.zeros(8, 16, dtype: torch.complex64);
            delta[0, 0] = 1;
            var error = (torch.fft.fft2(delta) - 1).abs().max().item<float>();
            return error < Tolerance
                ? new Check(Name, CheckState.Ok, "the transform of a point is flat")
                : new Check(Name, CheckState.Fail, FormattableString.Invariant($"the transform of a point is off by {error:G2}"), "Report this system; results would be wrong.");
        }
        catch (Exception exception) when (exception is ExternalException or NotSupportedException or InvalidOperationException)
        {
            return new Check(Name, CheckState.Fail, exception.Message.ReplaceLineEndings(" "), "Reinstall the package libtorch-cpu.");
        }
    }

    public static Check Threads()
    {
        const string Name = "threads";
        var (used, available) = (torch.get_num_threads(), Environment.ProcessorCount);
        var found = $"{used} of {available} processors";
        return used > available ? new Check(Name, CheckState.Warn, found, $"More threads than processors slow down: set run:threads to {available}, or unset OMP_NUM_THREADS.")
            : used < (available + 1) / 2 ? new Check(Name, CheckState.Warn, found, "Set run:threads, or unset OMP_NUM_THREADS, to use more.")
            : new Check(Name, CheckState.Ok, found);
    }

    public static Check Devices()
    {
        const string Name = "devices";
        return torch.cuda.is_available()
            ? new Check(Name, CheckState.Ok, $"cpu, and {torch.cuda.device_count()} of kind cuda: set run:device to cuda")
            : new Check(Name, CheckState.Ok, "cpu; cuda needs a build with -p:TorchRuntime=cuda and a driver");
    }
}

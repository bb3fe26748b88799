using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;

namespace DiffImaging.Optics.Kernels;

/// <summary>What kernels need that do several operations of a tensor library in one pass over memory, on the CPU and in
/// single precision: the numbers of a tensor as a span, and a division of the work among threads.</summary>
/// <remarks>The work is cut into blocks that do not depend on the number of threads, and sums are added block by block in
/// order: the result is the same to the bit for any number of threads. Every such kernel has a form in tensor operations
/// beside it, for other devices and precisions and for autograd.</remarks>
public static class FusedKernel
{
    // Large enough to hide the cost of handing a block out, small enough to share a busy machine's cores evenly.
    private const int BlockNumbers = 1 << 16;

    /// <summary>Whether the numbers of a tensor can be read and written as they lie in memory.</summary>
    /// <param name="tensor">Any tensor.</param>
    /// <returns>True for float32 and complex64 on the CPU, contiguous, below 2³¹ bytes, outside autograd's record.</returns>
    public static bool Takes(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return Vector256.IsHardwareAccelerated
            && tensor.device_type == DeviceType.CPU
            && tensor.dtype is torch.ScalarType.Float32 or torch.ScalarType.ComplexFloat32
            && tensor.is_contiguous()
            && tensor.numel() < int.MaxValue / 8
            && !tensor.is_conj()
            && !(tensor.requires_grad && torch.is_grad_enabled());
    }

    /// <summary>The numbers of a tensor in memory; real and imaginary part in turn where it is complex.</summary>
    /// <param name="tensor">A tensor that <see cref="Takes"/> holds for; it must outlive the span.</param>
    public static Span<float> Numbers(torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return MemoryMarshal.Cast<byte, float>(tensor.bytes);
    }

    /// <summary>Runs a body over the elements 0 … count − 1 in blocks, on as many threads as the tensor library has.</summary>
    /// <param name="count">Number of elements.</param>
    /// <param name="size">Numbers that belong to one element, by which the blocks are cut.</param>
    /// <param name="body">Does the elements from its first argument up to, not including, its second; it must not touch others.</param>
    public static void Run(int count, int size, Action<int, int> body) =>
        Sum(count, size, (start, end) =>
        {
            body(start, end);
            return 0;
        });

    /// <summary>As <see cref="Run"/>, and adds what the blocks return, in their order.</summary>
    /// <inheritdoc cref="Run" path="/param"/>
    /// <returns>The sum.</returns>
    public static double Sum(int count, int size, Func<int, int, double> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        // Eight elements at a time, so that a vector never crosses the end of a block but the last.
        var step = Math.Max(8, BlockNumbers / Math.Max(1, size) / 8 * 8);
        var sums = new double[(count + step - 1) / step];
        var threads = Math.Min(torch.get_num_threads(), sums.Length);
        if (threads > 1)
        {
            Parallel.For(0, sums.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, Block);
        }
        else
        {
            for (var block = 0; block < sums.Length; block++)
            {
                Block(block);
            }
        }

        return sums.Sum();

        void Block(int block) => sums[block] = body(block * step, Math.Min(count, (block + 1) * step));
    }
}

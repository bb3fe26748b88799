using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Transforms;

/// <summary>Runs a body for each of some windows, on as many threads as the tensor library has.</summary>
internal static class EachWindow
{
    /// <summary>Runs the body for 0 … count − 1; none of them may depend on another.</summary>
    public static void Run(int count, Action<int> body)
    {
        var threads = Math.Min(torch.get_num_threads(), count);
        if (threads > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, body);
            return;
        }

        for (var index = 0; index < count; index++)
        {
            body(index);
        }
    }
}

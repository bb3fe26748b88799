using DiffImaging.Service.Inspection;

namespace DiffImaging.Service.Nodes;

/// <summary>Whether some node may run what is submitted.</summary>
internal sealed class MemoryAdmission(INodeStore nodes)
{
    /// <summary>Why no living node may; null where one may, or where none computes now: one that does may come.</summary>
    /// <param name="need">What it is expected to hold.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> RefuseAsync(MemoryNeed need, CancellationToken cancellation)
    {
        var working = (await nodes.ListAsync(cancellation)).Where(node => node is { IsAlive: true, Jobs: > 0 }).ToList();
        if (working.Count == 0 || working.Exists(node => node.Takes(need.Bytes)))
        {
            return null;
        }

        var largest = working.MaxBy(node => node.MemoryLimit)!;
        return $"the run needs {need}, more than any node gives a job: at most {MemoryNeed.Gigabytes(largest.MemoryLimit)} GB, on {largest.Name}. "
            + "Less is needed with fewer frames at once (run:framesAtOnce), a smaller region (data:region) or no error bars (uncertainty:mostNumbers 0).";
    }
}

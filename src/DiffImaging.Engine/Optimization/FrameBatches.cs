using DiffImaging.Engine.Frames;

namespace DiffImaging.Engine.Optimization;

/// <summary>The frames of a problem in batches that follow each other; the last one may be shorter.</summary>
/// <param name="problem">The problem, over the frames that count.</param>
/// <param name="size">Frames in a batch; 0 for all at once.</param>
internal sealed class FrameBatches(JointProblem problem, int size)
{
    /// <summary>The batch of a step, counted from 0.</summary>
    public FrameSet Of(int step)
    {
        var all = problem.Frames.Count;
        if (size == 0 || size >= all)
        {
            return problem.Frames;
        }

        var start = step % ((all + size - 1) / size) * size;
        return problem.Frames.Slice(start, Math.Min(size, all - start)).InRunsOf(problem.FramesAtOnce);
    }
}

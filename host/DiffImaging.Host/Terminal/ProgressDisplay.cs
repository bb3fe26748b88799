using DiffImaging.Engine.Runs;
using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Host.Terminal;

/// <summary>Shows the progress of a run: one line that is rewritten on a terminal, a line now and then elsewhere.</summary>
/// <param name="writer">Where to.</param>
/// <param name="rewrites">Whether the line may be rewritten.</param>
internal sealed class ProgressDisplay(TextWriter writer, bool rewrites) : IRunDisplay
{
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);

    private long _last;
    private int _width;
    private string _phase = "";

    public void Show(RunProgress progress)
    {
        var isNew = progress.Phase != _phase;
        if (!isNew && TimeProvider.System.GetElapsedTime(_last) < (rewrites ? Fast : Slow))
        {
            return;
        }

        (_last, _phase) = (TimeProvider.System.GetTimestamp(), progress.Phase);
        var parameters = string.Concat(progress.Parameters.Take(4).Select(value => $"  {value.Name} {QuantityFormat.Format(value.Value, value.Unit, 6)}"));
        var line = FormattableString.Invariant($"{progress.Phase,-10} {progress.Iteration,5}/{progress.Budget}  fidelity {progress.Fidelity:G6}{parameters}");
        if (rewrites)
        {
            writer.Write($"\r{line.PadRight(_width)}");
            _width = line.Length;
        }
        else
        {
            writer.WriteLine(line);
        }
    }

    public void Report(string line)
    {
        End();
        writer.WriteLine(line);
    }

    public void End()
    {
        if (_width > 0)
        {
            writer.WriteLine();
            _width = 0;
        }
    }
}

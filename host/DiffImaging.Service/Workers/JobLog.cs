using System.Text;

namespace DiffImaging.Service.Workers;

/// <summary>What a job's process says, in a file. A disk that is full costs lines and never the job: its process waits for ever where nobody reads on.</summary>
/// <param name="path">The file; lines are added to it.</param>
internal sealed class JobLog(string path) : TextWriter
{
    // Without a buffer: what could not be written must not stand in the way of what comes later.
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    private long _lost;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => WriteLine(value.ToString());

    public override void WriteLine(string? value)
    {
        try
        {
            if (_lost > 0)
            {
                Put(FormattableString.Invariant($"({_lost} lines are missing here: the disk was full)"));
                _lost = 0;
            }

            Put(value);
        }
        catch (IOException)
        {
            _lost++;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Put(string? line) => _file.Write(Encoding.GetBytes(line + Environment.NewLine));
}

using System.Globalization;
using DiffImaging.Service.Files;

namespace DiffImaging.Web.Courses;

/// <summary>Reads how a run went: what its node shares while it goes, and the history of its result when it has ended.</summary>
internal sealed class CourseFiles(IJobFiles files)
{
    private const int FirstParameter = 4;

    /// <summary>What is known of a run that goes on, or that ended without a result.</summary>
    public async Task<Course> ReadSharedAsync(string job, CancellationToken cancellation)
    {
        await using var stored = await files.OpenAsync(job, JobKeys.Course, cancellation);
        if (stored is null)
        {
            return Course.Empty;
        }

        using var reader = new StreamReader(stored);
        var points = new List<CoursePoint>();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (CoursePoint.Parse(line) is { } point)
            {
                points.Add(point);
            }
        }

        return new Course(points);
    }

    /// <summary>The whole course of a run with a result.</summary>
    /// <param name="job">The job.</param>
    /// <param name="units">SI units by the names of parameters.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<Course> ReadHistoryAsync(string job, IReadOnlyDictionary<string, string> units, CancellationToken cancellation)
    {
        await using var stored = await files.OpenAsync(job, $"{JobKeys.Result}/history.csv", cancellation);
        if (stored is null)
        {
            return Course.Empty;
        }

        using var reader = new StreamReader(stored);
        var names = Cells(await reader.ReadLineAsync(cancellation) ?? "").Skip(FirstParameter).ToList();
        var points = new List<CoursePoint>();
        while (await reader.ReadLineAsync(cancellation) is { } line)
        {
            if (Cells(line) is { Count: > FirstParameter - 1 } cells && int.TryParse(cells[0], CultureInfo.InvariantCulture, out var iteration))
            {
                var parameters = names.Zip(cells.Skip(FirstParameter), (name, cell) => new CourseParameter(name, units.GetValueOrDefault(name.Split('[')[0], "1"), Number(cell)));
                points.Add(new CoursePoint(cells[1], iteration, 0, Number(cells[2]), [.. parameters.Take(Service.Workers.RunCourse.MostParameters)]));
            }
        }

        return new Course(points);
    }

    private static double Number(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;

    // RFC 4180, without line ends inside of cells: no phase has one in its name.
    private static List<string> Cells(string line)
    {
        var cells = new List<string> { "" };
        var isQuoted = false;
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '"')
            {
                var isEscaped = isQuoted && index + 1 < line.Length && line[index + 1] == '"';
                (cells[^1], index, isQuoted) = isEscaped ? (cells[^1] + '"', index + 1, true) : (cells[^1], index, !isQuoted);
            }
            else if (line[index] == ',' && !isQuoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += line[index];
            }
        }

        return cells;
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace DiffImaging.Service.Workers;

/// <summary>How a run went: the progress that it told, thinned as it grows, so that whoever comes late sees the whole way.</summary>
internal sealed class RunCourse
{
    /// <summary>Points at most.</summary>
    public const int MostPoints = 400;

    /// <summary>Parameters of a point at most, the first of them: a run may move thousands.</summary>
    public const int MostParameters = 16;

    private readonly Lock _gate = new();
    private List<(int Iteration, string Line)> _points = [];
    private int _step = 1;
    private int _version;

    /// <summary>Changes with every point.</summary>
    public int Version => Volatile.Read(ref _version);

    /// <summary>Reads what an earlier attempt left, a line a point; a line that is none ends it.</summary>
    public static RunCourse Read(string text)
    {
        var course = new RunCourse();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                course.Add((JsonObject)JsonNode.Parse(line)!);
            }
            catch (Exception exception) when (exception is JsonException or InvalidCastException)
            {
                break;
            }
        }

        return course;
    }

    /// <summary>Takes a point. A run that goes on from a checkpoint has been where it is before: what came after that is forgotten.</summary>
    public void Add(JsonObject told)
    {
        if (told["iteration"] is not JsonValue value || !value.TryGetValue<int>(out var iteration))
        {
            return;
        }

        var line = Line(told);
        lock (_gate)
        {
            _points.RemoveAll(point => point.Iteration >= iteration);

            // The latest point is always there; it stays where it is far enough from the one before.
            if (_points.Count > 1 && _points[^1].Iteration - _points[^2].Iteration < _step)
            {
                _points.RemoveAt(_points.Count - 1);
            }

            _points.Add((iteration, line));
            if (_points.Count > MostPoints)
            {
                _step = Math.Max(_step * 2, 2 * (_points[^1].Iteration - _points[0].Iteration) / MostPoints);
                Thin();
            }

            _version++;
        }
    }

    /// <summary>Every point, a line each.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return string.Concat(_points.Select(point => point.Line + "\n"));
        }
    }

    private static string Line(JsonObject told)
    {
        var point = (JsonObject)told.DeepClone();
        if (point["parameters"] is JsonArray { Count: > MostParameters } parameters)
        {
            point["parameters"] = new JsonArray([.. parameters.Take(MostParameters).Select(parameter => parameter?.DeepClone())]);
        }

        return point.ToJsonString(JsonSerializerOptions.Default);
    }

    private void Thin()
    {
        var kept = new List<(int Iteration, string Line)> { _points[0] };
        foreach (var point in _points.Skip(1).SkipLast(1).Where(point => point.Iteration - kept[^1].Iteration >= _step))
        {
            kept.Add(point);
        }

        kept.Add(_points[^1]);
        _points = kept;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Host.Experiments;
using DiffImaging.Sdk.Diagnostics;

namespace DiffImaging.Host.Batches;

/// <summary>The axes of a batch, each with each: sweeps, files, frames, tiles.</summary>
/// <param name="definition">The definition that the children have in common.</param>
/// <param name="options">The section.</param>
/// <param name="paths">Where paths lead.</param>
/// <param name="findings">Takes an error for every mistake, below the section.</param>
internal sealed class BatchAxes(JsonObject definition, BatchOptions options, ExperimentPaths paths, FindingList findings)
{
    private readonly Dictionary<string, MeasuredField> _fields = new(StringComparer.Ordinal);

    /// <summary>The children; not to be used where there are errors.</summary>
    public IReadOnlyList<BatchChild> Children()
    {
        var known = options.Sweep.Select((sweep, index) => SweepValues.Of(sweep, findings.Below($"sweep:{index.ToString(CultureInfo.InvariantCulture)}"))).ToList();
        CheckKeys();
        if (options.Foreach is { Files.Count: > 0 } files)
        {
            known.Add(Files(files.Files));
        }

        CheckTiles();
        if (options.Sweep.Count == 0 && options.Foreach is not ({ Files.Count: > 0 } or { Frames: not null } or { Tiles: not null }))
        {
            findings.Error("", "nothing varies; expected a sweep, or foreach with files, frames or tiles.");
        }

        if (findings.HasErrors)
        {
            return [];
        }

        IEnumerable<IReadOnlyList<BatchValue>> rows = [[]];
        foreach (var axis in known)
        {
            rows = rows.SelectMany(row => axis, (row, value) => (IReadOnlyList<BatchValue>)[.. row, value]);
        }

        rows = rows.SelectMany(row => Frames(row), (row, value) => value is null ? row : [.. row, value]);
        rows = rows.SelectMany(row => Tiles(row), (row, value) => value is null ? row : [.. row, value]);
        return Named([.. rows.Take(BatchOptions.MostChildren + 1)]);
    }

    private List<BatchChild> Named(List<IReadOnlyList<BatchValue>> rows)
    {
        if (rows.Count > BatchOptions.MostChildren)
        {
            findings.Error("", $"it has more than {BatchOptions.MostChildren} children, which is the most; make several batches of it.");
        }

        return [.. rows.Select(row => new BatchChild(string.Join(", ", row.Select(value => value.Label)), Layer(row)))];
    }

    private static JsonObject Layer(IReadOnlyList<BatchValue> row)
    {
        var layer = new JsonObject();
        foreach (var (key, value) in row.SelectMany(value => value.Settings))
        {
            var (parts, place) = (key.Split(':'), layer);
            foreach (var part in parts[..^1])
            {
                place = place[part] as JsonObject ?? (JsonObject)(place[part] = new JsonObject());
            }

            place[parts[^1]] = value;
        }

        return layer;
    }

    private void CheckKeys()
    {
        foreach (var twice in options.Sweep.GroupBy(sweep => sweep.Key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            findings.Error("sweep", $"the key '{twice.Key}' is swept twice; put all its values into one.");
        }
    }

    private void CheckTiles()
    {
        if (options.Foreach?.Tiles is { } tiles && tiles.Overlap >= Math.Min(tiles.Rows, tiles.Columns))
        {
            findings.Error("foreach:tiles:overlap", $"found {tiles.Overlap}, expected less than a tile's rows and columns.");
        }
    }

    private IReadOnlyList<BatchValue> Files(IReadOnlyList<string> patterns)
    {
        var files = new List<string>();
        foreach (var (pattern, index) in patterns.Select((pattern, index) => (pattern, index)))
        {
            var found = paths.FindEach(pattern);
            if (found.Count == 0)
            {
                findings.Error($"foreach:files:{index}", $"no file is called '{pattern}'; looked in {paths.Places}.");
            }

            files.AddRange(found);
        }

        return [.. files.Distinct(StringComparer.Ordinal).Select(file => new BatchValue(file.Split('/', '\\')[^1], [($"{ExperimentSections.Data}:measurement", file)]))];
    }

    private IEnumerable<BatchValue?> Frames(IReadOnlyList<BatchValue> row)
    {
        if (options.Foreach?.Frames is not { } groups)
        {
            return [null];
        }

        var frames = FieldOf(row)?.Frames ?? 0;
        var starts = Enumerable.Range(0, frames).Where(start => start % (groups.Step ?? groups.Count) == 0 && start + groups.Count <= frames).ToList();
        if (starts.Count == 0 && !findings.HasErrors)
        {
            findings.Error("foreach:frames:count", $"found {groups.Count}; the measurement has {frames} frame{(frames == 1 ? "" : "s")}, so that there is no group.");
        }

        return starts.Select(start => new BatchValue(
            groups.Count == 1 ? $"frame {start}" : $"frames {start}-{start + groups.Count - 1}",
            [($"{ExperimentSections.Data}:frames", groups.Count == 1 ? $"{start}" : $"{start}-{start + groups.Count - 1}")]));
    }

    private IEnumerable<BatchValue?> Tiles(IReadOnlyList<BatchValue> row)
    {
        if (options.Foreach?.Tiles is not { } tiles)
        {
            return [null];
        }

        return FieldOf(row) is { } field ? TileGrid.Of(field.Region, tiles).Select(tile => new BatchValue($"tile {tile.Row}.{tile.Column}", Region(tile.Region))) : [];
    }

    private static (string Key, string Value)[] Region(RegionOfInterest region) =>
        [.. new[] { ("rows", region.Rows), ("columns", region.Columns), ("row", region.Row), ("column", region.Column) }
            .Select(pair => ($"{ExperimentSections.Data}:region:{pair.Item1}", pair.Item2.ToString(CultureInfo.InvariantCulture)))];

    // Headers are read once for each measurement, not for each child.
    private MeasuredField? FieldOf(IReadOnlyList<BatchValue> row)
    {
        try
        {
            var tree = ExperimentLayers.Overlay(definition, Layer(row));
            var data = tree[ExperimentSections.Data] as JsonObject;
            var key = data?.ToJsonString() ?? "";
            return _fields.TryGetValue(key, out var known) ? known : _fields[key] = MeasuredField.Of(data, paths);
        }
        catch (UnusableMeasurementException exception)
        {
            findings.AddRange(exception.Findings);
        }
        catch (MeasurementException exception)
        {
            findings.AddRange([new Finding(Severity.Error, exception.FilePath is null ? ExperimentSections.Data : "", exception.Message)]);
        }

        return null;
    }
}

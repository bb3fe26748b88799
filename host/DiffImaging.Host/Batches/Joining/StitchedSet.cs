using System.Globalization;
using System.Text.Json.Nodes;
using DiffImaging.Data;
using DiffImaging.Engine.Configuration;
using DiffImaging.Host.Results;
using DiffImaging.Sdk.Objects;
using DiffImaging.Sdk.Signals;

namespace DiffImaging.Host.Batches.Joining;

/// <summary>Tiles that differ in nothing else, stitched: one object of one field of view.</summary>
/// <param name="Name">What the tiles have in common and other fields have not; empty where there is one field.</param>
/// <param name="Image">The object.</param>
/// <param name="Tiles">How many tiles it is made of.</param>
/// <param name="Seam">See <see cref="StitchedObject.Seam"/>.</param>
internal sealed record StitchedSet(string Name, ObjectImages Image, int Tiles, double Seam)
{
    /// <summary>Stitches what has a result.</summary>
    /// <param name="children">The children of a batch with tiles.</param>
    public static IReadOnlyList<StitchedSet> Of(IReadOnlyList<ChildResult> children)
    {
        var fields = children.Where(child => child.HasSucceeded && Tile(child) is not null).GroupBy(Rest).ToList();
        return [.. fields.SelectMany(field => Objects(field.First()).Select(x => Stitch(fields.Count > 1 ? NameOf(field.First()) : "", x, [.. field])))];
    }

    private static StitchedSet Stitch(string name, ObjectVariable x, List<ChildResult> tiles)
    {
        var placed = tiles.Select(tile => Place(tile, x.Name)).OfType<PlacedTile>().ToList();
        var whole = TileStitching.Of(placed);
        float[] parts = [.. whole.Values.SelectMany(value => new[] { (float)value.Real, (float)value.Imaginary })];
        var image = new ObjectImages(
            x with { Grid = whole.Grid }, [.. whole.Values.Select(value => (float)value.Magnitude)], [.. whole.Values.Select(value => (float)value.Phase)], parts);
        return new StitchedSet(name, image, placed.Count, whole.Seam);
    }

    private static PlacedTile? Place(ChildResult child, string name)
    {
        if (Listed(child).FirstOrDefault(x => (string?)x["name"] == name) is not { } entry || (string?)entry["array"] is not { } file)
        {
            return null;
        }

        var values = NpyReader.ReadComplex(Path.Combine(child.Folder!, file));
        return new PlacedTile(Tile(child)!, (double)child.Document["measurement"]!["pitch"]!, Grid(entry), values.Values);
    }

    private static IEnumerable<ObjectVariable> Objects(ChildResult child) =>
        Listed(child).Where(x => x["array"] is not null).Select(x => new ObjectVariable((string)x["name"]!, Grid(x), ObjectParametrization.Complex));

    private static IEnumerable<JsonObject> Listed(ChildResult child) => (child.Document["objects"] as JsonArray ?? []).OfType<JsonObject>();

    private static SamplingGrid Grid(JsonObject x) => new((int)x["rows"]!, (int)x["columns"]!, (double)x["pitch"]!);

    private static RegionOfInterest? Tile(ChildResult child)
    {
        var own = child.Settings.ToDictionary(setting => setting.Key, setting => setting.Value);
        int? Number(string key) => own.TryGetValue($"{ExperimentSections.Data}:region:{key}", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        return (Number("row"), Number("column"), Number("rows"), Number("columns")) is ({ } row, { } column, { } rows, { } columns) ? new RegionOfInterest(row, column, rows, columns) : null;
    }

    private static string Rest(ChildResult child) =>
        string.Join('\n', child.Settings.Where(setting => !setting.Key.StartsWith($"{ExperimentSections.Data}:region:", StringComparison.Ordinal)).Select(setting => $"{setting.Key}={setting.Value}"));

    // The tile is the last of what a child is called by.
    private static string NameOf(ChildResult child) => child.Name.LastIndexOf(", ", StringComparison.Ordinal) is > 0 and var comma ? child.Name[..comma] : child.Name;
}

using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>First guess over a field of view in tiles: array and pupil from the middle of the field, brightness and object from all of it.</summary>
/// <remarks>The middle is as wide as √(λd), d the distance of the array, and a tile at least: over that width the directions change by one bin
/// of its spectra, and what they gain by a wider field is lost.</remarks>
internal sealed class TiledInitializer(FourierPtychographyModalityOptions options, ImagingField field, StageContext context) : IInitializer, IFrameSorter
{
    public InitialGuess Initialize(InitializationContext initialization)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var values = initialization.Values.ToDictionary();
        if (options.Search)
        {
            foreach (var (key, value) in Search(initialization))
            {
                values[key] = value;
            }
        }

        // Without search: what it does from the whole field.
        using var whole = new MicroscopeInitializer(options with { Search = false }, field.Whole, context);
        var guess = whole.Initialize(initialization with { Values = values });
        foreach (var (key, value) in guess.Values)
        {
            values[key] = value;
        }

        var found = values.Where(pair => !initialization.Values.TryGetValue(pair.Key, out var given) || !ReferenceEquals(given, pair.Value)).ToDictionary();
        foreach (var value in found.Values)
        {
            value.MoveToOuterDisposeScope();
        }

        return new InitialGuess(found, []) { FrameSets = Sets(initialization, MicroscopeInitializer.PoseOf(values)) };
    }

    public IReadOnlyDictionary<string, IReadOnlyList<int>> Sort(InitializationContext initialization)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        return Sets(initialization, MicroscopeInitializer.PoseOf(initialization.Values));
    }

    public void Dispose()
    {
    }

    private IReadOnlyDictionary<string, torch.Tensor> Search(InitializationContext initialization)
    {
        var image = field.Whole.Image;
        var side = Math.Max(field.TileSize, (int)(Math.Sqrt(field.Whole.Wavelength * field.Distance) / image.Pitch));
        var (rows, columns) = (Side(initialization.Measurement.shape[2]), Side(initialization.Measurement.shape[3]));
        var middle = Middle(Middle(initialization.Measurement, 2, rows), 3, columns);
        var model = field.Whole with { Image = new SamplingGrid((int)rows, (int)columns, image.Pitch) };
        using var search = new MicroscopeInitializer(options, model, context);
        HashSet<string> active = [.. initialization.Active.Where(key => key != MicroscopeKeys.Transmittance)];
        return search.Initialize(initialization with { Measurement = middle, Active = active }).Values;

        // Even, so that its middle is that of the field.
        long Side(long whole) => Math.Min(whole, side / 2 * 2);
    }

    // What holds for the set holds in every tile: an LED at the pupil's edge of one is left out.
    private IReadOnlyDictionary<string, IReadOnlyList<int>> Sets(InitializationContext initialization, LedArrayPose pose)
    {
        var means = BrightField.Means(MicroscopeInitializer.Light(initialization));
        return field.Tiles.Select(tile => new MicroscopeFrames(tile.Model, pose, initialization.FrameSets).Sets(means)).Aggregate((all, tile) =>
            all.ToDictionary(set => set.Key, IReadOnlyList<int> (set) => [.. set.Value.Intersect(tile[set.Key])]));
    }

    private static torch.Tensor Middle(torch.Tensor frames, int axis, long count) => frames.narrow(axis, (frames.shape[axis] - count) / 2, count);
}

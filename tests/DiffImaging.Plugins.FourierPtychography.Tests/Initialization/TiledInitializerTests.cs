using DiffImaging.Plugins.FourierPtychography.Geometry;
using DiffImaging.Plugins.FourierPtychography.Initialization;
using DiffImaging.Plugins.FourierPtychography.Modalities;
using DiffImaging.Plugins.FourierPtychography.Model;
using DiffImaging.Sdk.Modalities;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Initialization;

/// <summary>The first guess over a field in tiles, on a stack that other code has made.</summary>
[TestFixture]
public sealed class TiledInitializerTests
{
    private const int Padding = 8;
    private const int Tile = 48;

    private static readonly string[] Active =
    [
        MicroscopeKeys.Transmittance, MicroscopeKeys.ArrayShift, MicroscopeKeys.ArrayRotation, MicroscopeKeys.ArrayHeight, MicroscopeKeys.Brightness,
        MicroscopeKeys.Defocus, MicroscopeKeys.Zernike,
    ];

    [Test]
    public void Array_and_pupil_are_common_and_the_object_is_that_of_the_whole_field()
    {
        using var scope = torch.NewDisposeScope();
        using var measurement = SimulatedStack.Intensities();
        var field = Field((int)measurement.shape[2]);
        using var initializer = new TiledInitializer(Options, field, new StageContext(torch.CPU, Precision.Single, 1));

        var guess = initializer.Initialize(new InitializationContext(measurement, Active.ToHashSet(), TestContext.Out.WriteLine, default) { Values = Nominal() });

        var pose = MicroscopeInitializer.PoseOf(Nominal().Concat(guess.Values).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value));
        Assert.That(pose.Rotation, Is.EqualTo(SimulatedStack.True.Rotation).Within(0.01));
        Assert.That(guess.Values[MicroscopeKeys.Defocus].item<double>(), Is.EqualTo(SimulatedStack.Defocus).Within(6e-6));
        Assert.That(guess.Values[MicroscopeKeys.Transmittance].shape, Is.EqualTo(new long[] { field.Whole.Object.Rows, field.Whole.Object.Columns }));
        Assert.That(guess.Values.Keys, Is.EquivalentTo(Active));
        Assert.That(guess.FrameSets.Keys, Is.EquivalentTo(MicroscopeKeys.FrameSets));
        foreach (var tile in field.Tiles)
        {
            var distances = guess.FrameSets[MicroscopeKeys.Usable].Select(frame => Math.Abs(tile.Model.ApertureOf(frame, pose) / tile.Model.NumericalAperture - 1) * tile.Model.NominalRadius);
            Assert.That(distances, Has.All.GreaterThanOrEqualTo(2), "bins from the pupil's edge");
        }
    }

    [Test]
    public void Frames_are_sorted_anew_by_the_array_as_it_is()
    {
        using var scope = torch.NewDisposeScope();
        using var measurement = SimulatedStack.Intensities();
        var field = Field((int)measurement.shape[2]);
        using var tiled = new TiledInitializer(Options, field, new StageContext(torch.CPU, Precision.Single, 1));
        using var whole = new MicroscopeInitializer(Options, SimulatedStack.Model, new StageContext(torch.CPU, Precision.Single, 1));
        var values = Nominal();
        values[MicroscopeKeys.ArrayShift] = torch.tensor(new[] { 2e-3, -1e-3 });
        var context = new InitializationContext(measurement, Active.ToHashSet(), _ => { }, default) { Values = values };
        var pose = MicroscopeInitializer.PoseOf(values);

        CheckSets(whole.Sort(context), SimulatedStack.Model, pose);
        var sets = tiled.Sort(context);
        Assert.That(field.Tiles, Has.Count.GreaterThan(1));
        foreach (var tile in field.Tiles)
        {
            CheckSets(sets, tile.Model, pose);
        }
    }

    private static void CheckSets(IReadOnlyDictionary<string, IReadOnlyList<int>> sets, ImagingModel model, LedArrayPose pose)
    {
        double Radius(int frame) => model.ApertureOf(frame, pose) / model.NumericalAperture;
        Assert.That(sets.Keys, Is.EquivalentTo(MicroscopeKeys.FrameSets));
        Assert.That(sets[MicroscopeKeys.Usable].Select(frame => Math.Abs(Radius(frame) - 1) * model.NominalRadius), Has.All.GreaterThanOrEqualTo(2 - 1e-9), "bins from the pupil's edge");
        Assert.That(sets[MicroscopeKeys.BrightField].Select(Radius), Is.Not.Empty.And.All.LessThan(0.95));
        Assert.That(sets[MicroscopeKeys.InnerDarkField].Select(Radius), Has.Some.GreaterThan(1).And.All.LessThan(1.35));
    }

    private static ImagingField Field(int pixels)
    {
        var whole = SimulatedStack.Model with { Image = new SamplingGrid(pixels + 2 * Padding, pixels + 2 * Padding, SimulatedStack.Pitch) };
        return ImagingField.Of(whole, Tile, Padding, SimulatedStack.Nominal.Height);
    }

    private static FourierPtychographyModalityOptions Options => new()
    {
        Layout = new LedLayoutOptions { Rows = 7, Columns = 7, Pitch = 3e-3 },
        NumericalAperture = Number(SimulatedStack.Aperture),
        ArrayHeight = Number(SimulatedStack.Nominal.Height),
        ZernikeModes = SimulatedStack.Model.Zernikes,
        Wavelength = SimulatedStack.Wavelength,
        PixelPitch = SimulatedStack.Pitch,
        Padding = Padding,
        TileSize = Tile,
    };

    private static ParameterOptions Number(double nominal) => new() { Nominal = [nominal] };

    private static Dictionary<string, torch.Tensor> Nominal() => new()
    {
        [MicroscopeKeys.ArrayShift] = torch.zeros(2, torch.ScalarType.Float64),
        [MicroscopeKeys.ArrayTilt] = torch.zeros(2, torch.ScalarType.Float64),
        [MicroscopeKeys.ArrayRotation] = torch.tensor(0.0),
        [MicroscopeKeys.ArrayHeight] = torch.tensor(SimulatedStack.Nominal.Height),
    };
}

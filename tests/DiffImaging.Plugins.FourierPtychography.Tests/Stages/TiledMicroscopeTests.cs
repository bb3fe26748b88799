using DiffImaging.Optics.Waves;
using DiffImaging.Plugins.FourierPtychography.Stages;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Stages;

/// <summary>Tiles against the spherical waves of the LEDs over the whole field, which no tile knows of.</summary>
[TestFixture]
public sealed class TiledMicroscopeTests
{
    private const double Wavelength = TestMicroscope.Wavelength;
    private const double Aperture = 0.1;
    private const double Pitch = 2e-6;
    private const double Height = 25e-3;
    private const int Upsampling = 3;
    private const int Tile = 32;
    private const int Padding = 16;
    private const int Margin = 32;

    private static readonly SamplingGrid Image = new(64, 128, Pitch);

    // Bright field, dark field, and dark field far out, in metres.
    private static readonly (double X, double Y)[] Places = [(0.3e-3, -0.4e-3), (1.5e-3, 1e-3), (-3.2e-3, 2.1e-3), (5e-3, -4.4e-3)];

    // What a tile's transforms wrap round, and the curvature that is not the same for all LEDs; the dark field is faint.
    private const double BrightFieldError = 1e-3;
    private const double DarkFieldError = 1e-2;

    // Of what the image itself changes from pixel to pixel.
    private const double VisibleStep = 0.1;

    [Test]
    public void Intensities_are_those_of_spherical_waves_without_a_seam()
    {
        using var scope = torch.NewDisposeScope();
        var specimen = Specimen();
        var expected = Expected(specimen);
        var tiled = Amplitudes(specimen, Tile);
        var single = Amplitudes(specimen, null);
        var curved = Amplitudes(specimen * Curvature(), null);
        for (var frame = 0; frame < Places.Length; frame++)
        {
            var errors = new[] { tiled, single, curved }.Select(found => Measure.RelativeError(found[frame, 0], expected[frame])).ToArray();
            var (across, elsewhere) = Steps(tiled[frame, 0] - expected[frame]);
            var own = Steps(expected[frame]).Across;
            TestContext.Out.WriteLine($"frame {frame}: error of the amplitude tiled {errors[0]:P2}, in one tile {errors[1]:P2}, in one tile with the common curvature in the object {errors[2]:P2}; RMS step of the error across seams {across:E1}, elsewhere {elsewhere:E1}, of the image itself {own:E1}");

            Assert.That(errors[0], Is.LessThan(frame < 2 ? BrightFieldError : DarkFieldError));
            Assert.That(errors[0], Is.LessThan(errors[1] / 5).And.LessThan(errors[2]));
            Assert.That(across, Is.LessThan(VisibleStep * own));
        }
    }

    [Test]
    public void One_tile_is_the_field_without_tiles_to_the_last_bit()
    {
        using var scope = torch.NewDisposeScope();
        using var whole = Create(null, new SamplingGrid(Tile, Tile, Pitch));
        using var tile = Create(Tile, new SamplingGrid(Tile, Tile, Pitch));
        using var generator = new torch.Generator(6);
        var transmittance = torch.randn(whole.Plan.Objects[0].Grid.Rows, whole.Plan.Objects[0].Grid.Columns, torch.ScalarType.ComplexFloat64, generator: generator);

        Assert.That(torch.allclose(tile.Forward(null, tile.With("transmittance", transmittance)), whole.Forward(null, whole.With("transmittance", transmittance)), 0, 0));
    }

    [Test]
    public void What_the_tiles_show_covers_the_field_once()
    {
        using var scope = torch.NewDisposeScope();
        var field = Model.ImagingField.Of(Initialization.SimulatedStack.Model with { Image = new SamplingGrid(68, 36, Pitch) }, 16, 2, Height);
        var image = torch.zeros(68, 36);
        foreach (var tile in field.Tiles)
        {
            tile.InImage(image).add_(1);
            Assert.That(tile.InPatch(torch.zeros(20, 20)).shape, Is.EqualTo(tile.InImage(image).shape));
        }

        Assert.That(field.Tiles, Has.Count.EqualTo(8));
        Assert.That(torch.allclose(image, torch.ones(68, 36), 0, 0));
        Assert.That(field.Tiles[0].Model.Array.SamplePoint.Y, Is.EqualTo(-24 * Pitch).Within(1e-12));
        Assert.That(field.Tiles[^1].Model.Array.SamplePoint.X, Is.EqualTo(8 * Pitch).Within(1e-12));
    }

    // RMS change from pixel to pixel along x: across the seams, and between all others.
    private static (double Across, double Elsewhere) Steps(torch.Tensor image)
    {
        using var scope = torch.NewDisposeScope();
        var steps = (image.narrow(1, 1, Image.Columns - 1) - image.narrow(1, 0, Image.Columns - 1)).square().mean([0L]);
        var seams = torch.tensor([.. Enumerable.Range(1, Image.Columns - 1).Select(column => column % Tile == 0)]);
        return (steps[seams].mean().sqrt().item<double>(), steps[seams.logical_not()].mean().sqrt().item<double>());
    }

    private static torch.Tensor Expected(torch.Tensor specimen)
    {
        using var scope = torch.NewDisposeScope();
        var simulation = new SphericalSimulation(Image, Margin, Upsampling, Wavelength, Aperture) { Softness = 0.5 / ((Tile + 2 * Padding) * Pitch) };
        return torch.stack([.. Places.Select(place => simulation.Intensity(specimen, place.X, place.Y, Height).sqrt())]).MoveToOuterDisposeScope();
    }

    // The wave of a source on the axis over the whole field, in the second order.
    private static torch.Tensor Curvature()
    {
        using var scope = torch.NewDisposeScope();
        torch.Tensor Squared(int samples) =>
            ((torch.arange(samples * Upsampling, dtype: torch.ScalarType.Float64) - samples * Upsampling / 2) * (Pitch / Upsampling)).square();
        return Phasor.Of(Math.PI / (Wavelength * Height) * (Squared(Image.Rows + 2 * Margin).unsqueeze(1) + Squared(Image.Columns + 2 * Margin)))
            .MoveToOuterDisposeScope();
    }

    private static torch.Tensor Amplitudes(torch.Tensor specimen, int? tile)
    {
        using var scope = torch.NewDisposeScope();
        using var stage = Create(tile, Image);
        var cut = Upsampling * (Margin - Padding);
        var part = specimen.narrow(0, cut, specimen.shape[0] - 2 * cut).narrow(1, cut, specimen.shape[1] - 2 * cut);
        return stage.Forward(null, stage.With("transmittance", part)).abs()
            .narrow(2, Padding, Image.Rows).narrow(3, Padding, Image.Columns).MoveToOuterDisposeScope();
    }

    private static TestStage Create(int? tile, SamplingGrid image)
    {
        string List(Func<(double X, double Y), double> part) => string.Join(", ", Places.Select(place => FormattableString.Invariant($"{part(place):R}")));
        var options = $$"""
            { "layout": { "kind": "positions", "positionsX": [{{List(place => place.X)}}], "positionsY": [{{List(place => place.Y)}}] },
              "numericalAperture": 0.1, "arrayHeight": "25 mm", "upsampling": 3, "padding": {{Padding}}{{(tile is null ? "" : $", \"tileSize\": {tile}")}} }
            """;
        return new TestStage(new FourierPtychographyFactory(), options, TestMicroscope.Recorded(Places.Length, image));
    }

    // Absorption and phase of a tenth each, about as fine as the objective resolves.
    private static torch.Tensor Specimen()
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(4);
        var (rows, columns) = (Upsampling * (Image.Rows + 2 * Margin), Upsampling * (Image.Columns + 2 * Margin));
        var y = torch.fft.fftfreq(rows, Pitch / Upsampling, torch.ScalarType.Float64).unsqueeze(1);
        var x = torch.fft.fftfreq(columns, Pitch / Upsampling, torch.ScalarType.Float64);
        var envelope = (-(y.square() + x.square()) * Math.Pow(Wavelength / (2 * Aperture), 2)).exp();
        torch.Tensor Rough()
        {
            var image = torch.fft.ifft2(torch.fft.fft2(torch.randn(rows, columns, torch.ScalarType.Float64, generator: generator)) * envelope).real;
            return 0.1 * image / image.std();
        }

        var (absorption, phase) = (Rough(), Rough());
        return (torch.complex(phase.cos(), phase.sin()) * (-absorption).exp()).MoveToOuterDisposeScope();
    }
}

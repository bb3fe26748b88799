using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Resampling;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using DiffImaging.Sdk.Stages;
using TorchSharp;

namespace DiffImaging.Plugins.Holography.Tests.Initialization;

/// <summary>Simulated objects and holograms. Where a first guess is tested, the field is computed on twice the extent,
/// so that its own periodic edge is not there; the model is otherwise the inversion's, and that is said here.</summary>
internal static class SimulatedHologram
{
    private static readonly StageContext Context = new(torch.CPU, Precision.Double, 1);

    /// <summary>Absorbing bars of three widths about the centre, real, 1 where empty.</summary>
    public static torch.Tensor Bars(int rows, int columns)
    {
        var image = torch.ones([rows, columns], torch.ScalarType.Float64);
        foreach (var (left, width) in new[] { (-18, 2), (-12, 2), (-6, 3), (2, 3), (8, 4), (16, 4) })
        {
            image.narrow(0, rows / 2 - 14, 28).narrow(1, columns / 2 + left, width).fill_(0.2);
        }

        return image;
    }

    /// <summary>Few absorbing points of 2 × 2 samples.</summary>
    public static torch.Tensor Points(int rows, int columns)
    {
        var image = torch.ones([rows, columns], torch.ScalarType.Float64);
        foreach (var (y, x) in new[] { (-20, -11), (9, 17), (14, -19), (-4, 6) })
        {
            image.narrow(0, rows / 2 + y, 2).narrow(1, columns / 2 + x, 2).fill_(0.0);
        }

        return image;
    }

    /// <summary>A disc with darker and brighter, delayed squares on nothing, cut to 14 bins along x and y: an off-axis object wave.</summary>
    public static torch.Tensor Wave(SamplingGrid grid)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (grid.Rows, grid.Columns);
        var (x, y) = (Coordinates.X(grid, torch.CPU) / grid.Pitch, Coordinates.Y(grid, torch.CPU) / grid.Pitch);
        var disc = (x.square() + y.square()).less(30 * 30).to(torch.ScalarType.Float64);
        var (amplitude, phase) = (0.6 * disc, 0.4 * disc);
        foreach (var (top, left, size) in new[] { (-16, -12, 6), (4, 8, 8), (10, -18, 6), (-14, 9, 4) })
        {
            amplitude.narrow(0, rows / 2 + top, size).narrow(1, columns / 2 + left, size).fill_(0.1 * size);
            phase.narrow(0, rows / 2 + top, size).narrow(1, columns / 2 + left, size).fill_(0.2 * size);
        }

        var passing = (Coordinates.FrequencyX(grid, torch.CPU).abs() * grid.Width).less(14.5)
            .logical_and((Coordinates.FrequencyY(grid, torch.CPU).abs() * grid.Height).less(14.5))
            .logical_and((Coordinates.SquaredFrequency(grid, torch.CPU) * grid.Height * grid.Height).less(14.5 * 14.5));
        return torch.fft.ifft2(torch.fft.fft2(amplitude * Phasor.Of(phase)) * passing).MoveToOuterDisposeScope();
    }

    /// <summary>Propagates on twice the extent about a background, and cuts the grid out again.</summary>
    public static torch.Tensor Propagate(torch.Tensor field, SamplingGrid grid, double distance, double background = 1)
    {
        using var scope = torch.NewDisposeScope();
        var wide = grid with { Rows = 2 * grid.Rows, Columns = 2 * grid.Columns };
        using var propagator = new AngularSpectrum(wide, new Light(TestLight.Wavelength), Context);
        var embedded = Margin.Embed((field - background).to(torch.ScalarType.ComplexFloat64), wide.Rows, wide.Columns);
        var moved = propagator.Propagate(embedded, propagator.TransferFunction(torch.tensor(distance)));
        return (Margin.Centre(moved, grid.Rows, grid.Columns) + background).MoveToOuterDisposeScope();
    }

    /// <summary>|o + R exp(iκ)|² + b, κ by whole bins about the axis.</summary>
    public static torch.Tensor OffAxis(torch.Tensor field, SamplingGrid grid, double reference, int row, int column, double background)
    {
        using var scope = torch.NewDisposeScope();
        var (fx, fy) = (torch.tensor(column / grid.Width), torch.tensor(row / grid.Height));
        var wave = reference * Phasor.Of(TiltedWave.Phase(grid, fx, fy));
        return ((field + wave).abs().square() + background).MoveToOuterDisposeScope();
    }
}

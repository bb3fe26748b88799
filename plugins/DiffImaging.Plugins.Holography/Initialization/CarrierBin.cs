using TorchSharp;

namespace DiffImaging.Plugins.Holography.Initialization;

/// <summary>Position of the carrier in the spectrum of a hologram, in whole frequency bins.</summary>
/// <param name="Row">Bins along y, signed.</param>
/// <param name="Column">Bins along x, signed.</param>
internal sealed record CarrierBin(int Row, int Column)
{
    /// <summary>The other sideband's carrier.</summary>
    public CarrierBin Opposite() => new(-Row, -Column);

    /// <summary>Finds the largest peak outside the zero order.</summary>
    /// <param name="hologram">Real, <c>[rows, columns]</c>.</param>
    /// <param name="excluded">Radius about zero frequency that does not count, in cycles per pixel.</param>
    public static CarrierBin Find(torch.Tensor hologram, double excluded)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (hologram.shape[0], hologram.shape[1]);
        var window = Window(rows, hologram.device).unsqueeze(1) * Window(columns, hologram.device).unsqueeze(0);
        var spectrum = torch.fft.fft2((hologram - hologram.mean()).to(torch.ScalarType.Float64) * window).abs();
        var fy = torch.fft.fftfreq(rows, 1.0, torch.ScalarType.Float64, hologram.device).unsqueeze(1);
        var fx = torch.fft.fftfreq(columns, 1.0, torch.ScalarType.Float64, hologram.device).unsqueeze(0);
        var outside = (fx.square() + fy.square()).greater(excluded * excluded);
        var index = (spectrum * outside).argmax().item<long>();
        return new CarrierBin(Signed(index / columns, rows), Signed(index % columns, columns));
    }

    private static int Signed(long index, long size) => (int)(index < (size + 1) / 2 ? index : index - size);

    // Hann, so that the frame's edges do not leave a cross of high values.
    private static torch.Tensor Window(long size, torch.Device device) =>
        (torch.arange(size, torch.ScalarType.Float64, device) * (2 * Math.PI / size)).cos().mul_(-0.5).add_(0.5);
}

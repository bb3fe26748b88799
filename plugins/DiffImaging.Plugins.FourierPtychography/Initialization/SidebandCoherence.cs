using DiffImaging.Optics.Pupils;
using DiffImaging.Plugins.FourierPtychography.Model;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Initialization;

/// <summary>How well a wavefront W explains that all bright-field images show one object, without reconstruction.</summary>
/// <remarks>Where the pupil passes only one of an image's two sidebands, the image's spectrum is Î_j(f) ≈ O(f) exp iΦ_j(f) with
/// Φ_j(f) = W(f − ν_j) − W(−ν_j), up to a factor that all frequencies share. Where it passes both, the image is shifted by the odd part of W about
/// −ν_j, Φ_j(f) = ½ [W(f − ν_j) − W(−f − ν_j)], and its contrast changes by the even part. The coherence Σ_f |Σ_j Î_j e^(−iΦ_j)|² / Σ_f (Σ_j |Î_j|)²,
/// over frequencies that two images at least show so, is 1 where W is right. Spectra are compressed to the root of their modulus, lest a few
/// bright bins decide.</remarks>
internal sealed class SidebandCoherence : IDisposable
{
    // The window spreads the unscattered light over these bins.
    private const double DirectLight = 1.5;
    private const double SmallestRadius = 4;

    private readonly List<(torch.Tensor Spectra, torch.Tensor Maps, double Norm)> _bands = [];

    /// <param name="model">The microscope.</param>
    /// <param name="spectra">Spectra of bright-field frames, complex, <c>[frames, rows, columns]</c>, FFT order.</param>
    /// <param name="centres">ν of each of them, in bins along x and y.</param>
    /// <param name="modes">The wavefront's modes: null for defocus in metres, else Noll's index in rad.</param>
    /// <param name="bands">The bands, each at least four bins wide.</param>
    public SidebandCoherence(
        ImagingModel model, torch.Tensor spectra, IReadOnlyList<(double X, double Y)> centres, IReadOnlyList<int?> modes, IReadOnlyList<CoherenceBand> bands)
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (spectra.shape[1], spectra.shape[2]);
        var y = FrameSpectra.Bins(rows, spectra).to(torch.ScalarType.Float64).reshape(1, -1, 1);
        var x = FrameSpectra.Bins(columns, spectra).to(torch.ScalarType.Float64).reshape(1, 1, -1);
        var cx = torch.tensor(centres.Select(c => c.X).ToArray()).reshape(-1, 1, 1).to(spectra.device);
        var cy = torch.tensor(centres.Select(c => c.Y).ToArray()).reshape(-1, 1, 1).to(spectra.device);
        torch.Tensor Distance(torch.Tensor u, torch.Tensor v) => ((u * model.AspectX).square() + (v * model.AspectY).square()).sqrt();

        var (towards, away) = (Distance(x - cx, y - cy), Distance(x + cx, y + cy));
        var passes = towards.less(model.NominalRadius - 1);
        var single = passes.logical_and(away.greater(model.NominalRadius + 1));
        var both = passes.logical_and(away.less(model.NominalRadius - 1));
        var radius = Distance(x, y);
        var compressed = spectra / spectra.abs().clamp(min: 1e-20).sqrt();
        foreach (var band in bands)
        {
            var used = band.Sidebands == Sidebands.Single ? single : single.logical_or(both).logical_and(radius.greater(DirectLight));
            var isInside = radius.squeeze(0).less(Math.Max(band.Radius * model.NominalRadius, SmallestRadius));
            var chosen = used.sum([0L]).greater_equal(2).logical_and(isInside).reshape(-1).nonzero().reshape(-1);
            torch.Tensor Take(torch.Tensor image) => image.expand(centres.Count, rows, columns).reshape(centres.Count, -1).index_select(1, chosen);
            var (u, v) = (Take(x.expand(1, rows, columns)), Take(y.expand(1, rows, columns)));
            var (ox, oy) = (cx.reshape(-1, 1), cy.reshape(-1, 1));
            var isDouble = Take(both);
            var maps = torch.stack([.. modes.Select(mode =>
            {
                var here = Map(model, mode, u - ox, v - oy);
                return torch.where(isDouble, (here - Map(model, mode, -u - ox, -v - oy)) / 2, here - Map(model, mode, -ox, -oy));
            })]);
            var kept = Take(compressed * used);
            var norm = kept.abs().sum([0L]).square().sum().to(torch.ScalarType.Float64).item<double>();
            _bands.Add((kept.DetachFromDisposeScope(), maps.to(torch.ScalarType.Float32).DetachFromDisposeScope(), Math.Max(norm, 1e-30)));
        }
    }

    /// <summary>Evaluates coherence and gradient.</summary>
    /// <param name="coefficients">Coefficients of the modes.</param>
    /// <param name="band">Index of the band.</param>
    public (double Value, double[] Gradient) Evaluate(double[] coefficients, int band)
    {
        using var scope = torch.NewDisposeScope();
        using var quiet = torch.no_grad();
        var (spectra, maps, norm) = _bands[band];
        var weights = torch.tensor([.. coefficients.Select(value => (float)value)]).to(spectra.device);
        var phase = (maps * weights.reshape(-1, 1, 1)).sum([0L]);
        var turned = spectra * torch.complex(phase.cos(), -phase.sin());
        var sum = turned.sum([0L]);

        // ∂|S|²/∂φ_j = 2 Im(conj(S) Î_j e^(−iφ_j)).
        var slope = (sum.conj() * turned).imag * 2;
        var gradient = maps.reshape(maps.shape[0], -1).matmul(slope.reshape(-1)).to(torch.ScalarType.Float64).cpu().data<double>().ToArray();
        var value = (sum.real.square() + sum.imag.square()).sum(torch.ScalarType.Float64).item<double>();
        return (value / norm, [.. gradient.Select(part => part / norm)]);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (spectra, maps, _) in _bands)
        {
            spectra.Dispose();
            maps.Dispose();
        }
    }

    // x and y in bins of the image along the columns and the rows.
    private static torch.Tensor Map(ImagingModel model, int? mode, torch.Tensor x, torch.Tensor y)
    {
        var (u, v) = (x * model.AspectX, y * model.AspectY);
        if (mode is { } index)
        {
            return Zernike.Evaluate(index, u / model.NominalRadius, v / model.NominalRadius);
        }

        var cutOff = model.RefractiveIndex / model.Wavelength;
        var squared = (u.square() + v.square()) * (model.Bin * model.Bin);
        return -2 * Math.PI * squared / (cutOff + (cutOff * cutOff - squared).sqrt());
    }
}

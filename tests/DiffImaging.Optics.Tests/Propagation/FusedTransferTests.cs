using DiffImaging.Optics.Propagation;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Propagation;

[TestFixture]
public sealed class FusedTransferTests : ScopedFixture
{
    // Cosine, sine and products are in float32.
    private const double Single = 1e-6;

    private static readonly Light Light = new(532e-9, 1.33);

    // The last one has evanescent waves.
    private static readonly SamplingGrid[] Grids =
    [
        new(64, 48, 1.85e-6), new(33, 47, 1.85e-6), new(1, 20, 1.85e-6), new(5, 1, 1.85e-6), new(40, 36, 150e-9),
    ];

    [TestCaseSource(nameof(Grids))]
    public void Multiplying_in_place_gives_the_product_with_the_transfer_function(SamplingGrid grid)
    {
        using var fused = new AngularSpectrum(grid, Light, Fields.Single);
        using var plain = new AngularSpectrum(grid, Light, Fields.Double);
        var spectrum = Fields.Random(1, 2, 3, grid.Rows, grid.Columns);
        var distance = torch.tensor(new[] { 1.3e-3, -4e-4 });
        var single = spectrum.to(torch.complex64);

        Assert.That(fused.TryTransfer(single, distance), Is.True);

        Assert.That(Fields.RelativeError(single, spectrum * plain.TransferFunction(distance)), Is.LessThan(Single));
    }

    [TestCaseSource(nameof(Grids))]
    public void The_adjoint_gives_the_conjugate_product_and_the_slope(SamplingGrid grid)
    {
        using var fused = new AngularSpectrum(grid, Light, Fields.Single, bandLimitDistance: 2e-3);
        using var plain = new AngularSpectrum(grid, Light, Fields.Double, bandLimitDistance: 2e-3);
        var (cotangent, spectrum) = (Fields.Random(1, 2, 1, grid.Rows, grid.Columns), Fields.Random(2, 2, 1, grid.Rows, grid.Columns));
        var distance = torch.tensor(new[] { 1.3e-3, -4e-4 });
        var single = cotangent.to(torch.complex64);

        Assert.That(fused.TryTransferAdjoint(single, spectrum.to(torch.complex64), distance, out var slope), Is.True);

        var turned = torch.complex(torch.zeros_like(plain.AxialPhase), plain.AxialPhase) * spectrum;
        var expected = (cotangent.conj() * turned).real.sum([1, 2, 3]) / ((double)grid.Rows * grid.Columns);
        Assert.That(Fields.RelativeError(single, cotangent * plain.TransferFunction(distance).conj()), Is.LessThan(Single));
        Assert.That(Fields.Norm(slope! - expected), Is.LessThan(Single * Fields.Norm(turned) * Fields.Norm(cotangent) / (grid.Rows * grid.Columns)));
    }

    [Test]
    public void The_number_of_threads_changes_no_bit()
    {
        var (grid, distance) = (new SamplingGrid(250, 334, 1.85e-6), Fields.Scalar(1e-3));
        using var propagator = new AngularSpectrum(grid, Light, Fields.Single);
        var (cotangent, spectrum) = (Fields.Random(1, grid.Rows, grid.Columns).to(torch.complex64), Fields.Random(2, grid.Rows, grid.Columns).to(torch.complex64));
        var threads = torch.get_num_threads();
        try
        {
            var results = new[] { 1, 2, 5 }.Select(count =>
            {
                torch.set_num_threads(count);
                var copy = cotangent.clone();
                propagator.TryTransferAdjoint(copy, spectrum, distance, out var slope);
                return (copy, Slope: slope!.item<double>());
            }).ToArray();

            Assert.That(results.Select(result => result.Slope), Is.All.EqualTo(results[0].Slope));
            Assert.That(results.Select(result => (result.copy - results[0].copy).abs().max().ToDouble()), Is.All.Zero);
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    [Test]
    public void Double_precision_recorded_spectra_and_other_sizes_are_left_alone()
    {
        var grid = new SamplingGrid(16, 16, 1.85e-6);
        using var single = new AngularSpectrum(grid, Light, Fields.Single);
        using var precise = new AngularSpectrum(grid, Light, Fields.Double);
        var spectrum = Fields.Random(1, grid.Rows, grid.Columns);
        var recorded = spectrum.to(torch.complex64).requires_grad_(true);

        Assert.That(precise.TryTransfer(spectrum, Fields.Scalar(1e-3)), Is.False);
        Assert.That(single.TryTransfer(spectrum, Fields.Scalar(1e-3)), Is.False);
        Assert.That(single.TryTransfer(recorded, Fields.Scalar(1e-3)), Is.False);
        Assert.That(single.TryTransfer(spectrum.to(torch.complex64)[..8], Fields.Scalar(1e-3)), Is.False);
        Assert.That(single.TryTransfer(recorded.detach(), torch.tensor(new[] { 1e-3, 2e-3 })), Is.False);
    }
}

using DiffImaging.Optics.Pupils;
using DiffImaging.Optics.Waves;
using DiffImaging.Sdk.Signals;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Pupils;

[TestFixture]
public sealed class CircularPupilTests : ScopedFixture
{
    [Test]
    public void The_image_of_a_point_has_its_first_dark_ring_at_airys_radius()
    {
        var (grid, light, aperture) = (new SamplingGrid(512, 512, 0.1e-6), new Light(500e-9), 0.25);
        var pupil = CircularPupil.Amplitude(grid, light, Fields.Scalar(aperture));

        var spread = torch.fft.ifft2(Fields.ToComplex(pupil)).abs().square()[0];

        // 1.22 λ / (2 NA) = 1.22 µm: the first minimum along a row, refined by a parabola; the soft edge moves it by less than a sample.
        var values = spread.narrow(0, 0, 20).data<double>().ToArray();
        var dark = Enumerable.Range(1, 18).First(index => values[index] < values[index - 1] && values[index] <= values[index + 1]);
        var (a, b, c) = (values[dark - 1], values[dark], values[dark + 1]);
        var position = (dark + 0.5 * (a - c) / (a - 2 * b + c)) * grid.Pitch;
        Assert.That(position, Is.EqualTo(1.2197 * 500e-9 / (2 * aperture)).Within(0.02e-6));
        Assert.That(b, Is.LessThan(1e-3 * values[0]));
    }

    [Test]
    public void The_edge_is_half_at_the_cut_off_and_can_be_differentiated()
    {
        var (grid, light) = (new SamplingGrid(64, 64, 1e-6), new Light(500e-9, 1.33));
        var aperture = Fields.Scalar(10 / grid.Width * 500e-9).requires_grad_(true);   // the medium is in NA already

        var pupil = CircularPupil.Amplitude(grid, light, aperture);
        pupil.sum().backward();

        Assert.That(pupil[0, 10].item<double>(), Is.EqualTo(0.5).Within(1e-9));
        Assert.That(pupil[0, 0].item<double>(), Is.EqualTo(1).Within(1e-6));

        // The area π (NA/λ)² in bins grows by 2π NA/λ² · (width)² for each unit of NA.
        var expected = 2 * Math.PI * 10 * grid.Width / 500e-9;
        Assert.That(aperture.grad!.item<double>(), Is.EqualTo(expected).Within(0.1 * expected));   // a circle of ten bins is a coarse one
    }
}

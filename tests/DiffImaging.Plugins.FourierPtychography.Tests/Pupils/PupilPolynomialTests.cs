using DiffImaging.Optics.Pupils;
using DiffImaging.Plugins.FourierPtychography.Pupils;
using TorchSharp;

namespace DiffImaging.Plugins.FourierPtychography.Tests.Pupils;

[TestFixture]
public sealed class PupilPolynomialTests
{
    [TestCaseSource(nameof(Modes))]
    public void Monomials_add_up_to_the_Zernike_polynomial(int mode)
    {
        using var scope = torch.NewDisposeScope();
        var degree = PupilPolynomial.Degree([mode]) + 1;
        var table = PupilPolynomial.Monomials(mode, degree);
        (double X, double Y)[] points = [(0.3, -0.2), (-0.9, 0.4), (0, 0), (0.7, 0.7)];

        foreach (var (x, y) in points)
        {
            var sum = 0.0;
            for (var b = 0; b <= degree; b++)
            {
                for (var a = 0; a <= degree; a++)
                {
                    sum += table[b * (degree + 1) + a] * Math.Pow(x, a) * Math.Pow(y, b);
                }
            }

            Assert.That(sum, Is.EqualTo(Zernike.Evaluate(mode, torch.tensor(x), torch.tensor(y)).item<double>()).Within(1e-10));
        }
    }

    [Test]
    public void A_box_reaches_about_zero_and_stays_in_the_image()
    {
        Assert.That(PupilBox.Of(2, 4.2, 12, 12), Is.EqualTo(new PupilBox(-2, 5, -5, 11)));
        Assert.That(PupilBox.Of(20, 20, 12, 11), Is.EqualTo(new PupilBox(-6, 12, -5, 11)));
    }

    private static IEnumerable<int> Modes() => Enumerable.Range(1, 36);
}

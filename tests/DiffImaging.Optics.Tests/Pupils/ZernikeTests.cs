using DiffImaging.Optics.Pupils;
using TorchSharp;

namespace DiffImaging.Optics.Tests.Pupils;

[TestFixture]
public sealed class ZernikeTests : ScopedFixture
{
    private const int Highest = 21;

    // Noll 1976, table I; m > 0 is the cosine.
    private static readonly (int N, int M)[] Noll =
    [
        (0, 0), (1, 1), (1, -1), (2, 0), (2, -2), (2, 2), (3, -1), (3, 1), (3, -3), (3, 3), (4, 0), (4, 2), (4, -2), (4, 4), (4, -4),
        (5, 1), (5, -1), (5, 3), (5, -3), (5, 5), (5, -5),
    ];

    [Test]
    public void Orders_are_those_of_nolls_table() =>
        Assert.That(Enumerable.Range(1, Highest).Select(Zernike.Orders), Is.EqualTo(Noll.Select(order => (order.N, order.M))));

    [Test]
    public void An_index_below_one_is_refused() => Assert.That(() => Zernike.Orders(0), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void The_polynomials_are_orthonormal_over_the_disc()
    {
        // Midpoints in r² and θ integrate polynomials: exact in θ, to second order in r².
        const double Quadrature = 1e-4;
        const int Rings = 400;
        var r = ((torch.arange(Rings, dtype: Fields.Real) + 0.5) / Rings).sqrt().unsqueeze(1);
        var angle = (torch.arange(64, dtype: Fields.Real) * (2 * Math.PI / 64)).unsqueeze(0);
        var (x, y) = (r * angle.cos(), r * angle.sin());

        var values = torch.stack([.. Enumerable.Range(1, Highest).Select(index => Zernike.Evaluate(index, x, y).flatten())]);
        var gram = values.matmul(values.t()) / values.shape[1];

        Assert.That((gram - torch.eye(Highest, dtype: Fields.Real)).abs().max().item<double>(), Is.LessThan(Quadrature));
    }

    [Test]
    public void Known_polynomials_have_their_closed_form()
    {
        var (x, y) = (Fields.Scalar(0.3), Fields.Scalar(-0.5));
        var r2 = 0.34;

        Assert.Multiple(() =>
        {
            Assert.That(Value(2), Is.EqualTo(2 * 0.3).Within(1e-14));
            Assert.That(Value(3), Is.EqualTo(2 * -0.5).Within(1e-14));
            Assert.That(Value(4), Is.EqualTo(Math.Sqrt(3) * (2 * r2 - 1)).Within(1e-14));
            Assert.That(Value(5), Is.EqualTo(Math.Sqrt(6) * 2 * 0.3 * -0.5).Within(1e-14));
            Assert.That(Value(8), Is.EqualTo(Math.Sqrt(8) * (3 * r2 - 2) * 0.3).Within(1e-14));
            Assert.That(Value(11), Is.EqualTo(Math.Sqrt(5) * (6 * r2 * r2 - 6 * r2 + 1)).Within(1e-14));
        });
        double Value(int index) => Zernike.Evaluate(index, x, y).item<double>();
    }
}

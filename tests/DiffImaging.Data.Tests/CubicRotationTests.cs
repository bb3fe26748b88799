namespace DiffImaging.Data.Tests;

[TestFixture]
public sealed class CubicRotationTests
{
    private const double SinglePrecision = 1e-5;   // relative rounding of values of order one to ten

    [TestCase(90, 1)]
    [TestCase(-90, 3)]
    [TestCase(180, 2)]
    [TestCase(810, 1)]
    [TestCase(0, 0)]
    public void Quarter_turns_are_exact(double degrees, int turns)
    {
        var stack = Pattern.Stack(2, 5, 8);

        var (rotated, mask) = CubicRotation.Rotate(stack, PixelMask.Full(2, 5, 8), degrees);

        Assert.That(rotated.Pixels, Is.EqualTo(stack.RotateQuarterTurns(turns).Pixels));
        Assert.That(mask.IsFull, Is.True);
    }

    [TestCase(2.5)]
    [TestCase(-17)]
    [TestCase(93)]
    public void A_quadratic_surface_is_rotated_exactly(double degrees)
    {
        // x right, y up from the centre: the rotated surface at (x, y) is the old one at the point turned back.
        const int Size = 41;
        static double Surface(double x, double y) => 3 + (0.1 * x) - (0.05 * y) + (0.004 * x * x) - (0.003 * x * y);
        var pixels = Enumerable.Range(0, Size * Size).Select(i => (float)Surface((i % Size) - 20, 20 - (i / Size)));
        var stack = new ImageStack(1, Size, Size, [.. pixels]);

        var (rotated, mask) = CubicRotation.Rotate(stack, PixelMask.Full(1, Size, Size), degrees);

        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        for (var i = 0; i < Size * Size; i++)
        {
            var (x, y) = ((i % Size) - 20.0, 20.0 - (i / Size));
            if (mask.Valid[i])
            {
                var expected = Surface((cos * x) + (sin * y), (cos * y) - (sin * x));
                Assert.That(rotated.Pixels[i], Is.EqualTo(expected).Within(SinglePrecision), $"pixel {i}");
            }
        }

        Assert.That(mask.Valid[(20 * Size) + 20], Is.True);
        Assert.That(mask.Valid[0], Is.False);
    }

    [Test]
    public void A_masked_pixel_masks_all_to_which_it_contributes()
    {
        var valid = Enumerable.Repeat(true, 21 * 21).ToArray();
        valid[(10 * 21) + 14] = false;
        var (_, full) = CubicRotation.Rotate(Pattern.Stack(1, 21, 21), PixelMask.Full(1, 21, 21), 7);

        var (_, mask) = CubicRotation.Rotate(Pattern.Stack(1, 21, 21), new PixelMask(1, 21, 21, valid), 7);

        Assert.That(mask.InvalidCount - full.InvalidCount, Is.InRange(9, 16));
    }

    [Test]
    public void Pixels_from_outside_continue_the_edge()
    {
        var stack = new ImageStack(1, 16, 16, [.. Enumerable.Repeat(5f, 256)]);

        var (rotated, mask) = CubicRotation.Rotate(stack, PixelMask.Full(1, 16, 16), 30);

        Assert.That(rotated.Pixels, Is.All.EqualTo(5f).Within(SinglePrecision));
        Assert.That(mask.InvalidCount, Is.GreaterThan(0));
    }

    [Test]
    public void An_angle_that_is_no_number_is_refused() => Assert.That(
        () => CubicRotation.Rotate(Pattern.Stack(1, 4, 4), PixelMask.Full(1, 4, 4), double.NaN),
        Throws.TypeOf<ArgumentOutOfRangeException>());
}

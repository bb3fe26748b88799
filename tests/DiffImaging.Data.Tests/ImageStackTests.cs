namespace DiffImaging.Data.Tests;

[TestFixture]
public sealed class ImageStackTests
{
    [Test]
    public void An_array_of_another_size_is_refused_with_both_sizes() => Assert.That(
        () => new ImageStack(2, 3, 4, new float[23]),
        Throws.ArgumentException.With.Message.Contains("23 values").And.Message.Contains("= 24"));

    [Test]
    public void A_size_whose_product_overflows_is_refused() => Assert.That(
        () => new ImageStack(65536, 65536, 65536, new float[1]), Throws.ArgumentException);

    [Test]
    public void The_last_index_runs_fastest()
    {
        var stack = new ImageStack(2, 2, 3, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);

        Assert.That(stack[1, 0, 2], Is.EqualTo(8));
        Assert.That(stack.Frame(1).ToArray(), Is.EqualTo(new float[] { 6, 7, 8, 9, 10, 11 }));
    }

    [Test]
    public void One_quarter_turn_is_counter_clockwise_as_displayed()
    {
        // 1 2 3        3 6
        // 4 5 6   ->   2 5
        //              1 4
        var turned = new ImageStack(1, 2, 3, [1, 2, 3, 4, 5, 6]).RotateQuarterTurns(1);

        Assert.That((turned.Rows, turned.Columns), Is.EqualTo((3, 2)));
        Assert.That(turned.Pixels, Is.EqualTo(new float[] { 3, 6, 2, 5, 1, 4 }));
    }

    [TestCase(1, 3)]
    [TestCase(2, 2)]
    [TestCase(-1, 1)]
    [TestCase(7, -7)]
    public void Quarter_turns_undo_each_other(int first, int second)
    {
        var stack = Pattern.Stack(2, 4, 6);

        var back = stack.RotateQuarterTurns(first).RotateQuarterTurns(second);

        Assert.That((back.Rows, back.Columns), Is.EqualTo((4, 6)));
        Assert.That(back.Pixels, Is.EqualTo(stack.Pixels));
    }

    [Test]
    public void Flips_reverse_one_axis_each()
    {
        var stack = new ImageStack(1, 2, 3, [1, 2, 3, 4, 5, 6]);

        Assert.That(stack.FlipRows().Pixels, Is.EqualTo(new float[] { 4, 5, 6, 1, 2, 3 }));
        Assert.That(stack.FlipColumns().Pixels, Is.EqualTo(new float[] { 3, 2, 1, 6, 5, 4 }));
    }

    [Test]
    public void A_mask_moves_with_its_frames()
    {
        var stack = Pattern.Stack(2, 5, 7);
        var mask = new PixelMask(2, 5, 7, [.. stack.Pixels.Select(p => p % 2 == 0)]);
        var region = new RegionOfInterest(1, 2, 3, 4);

        var moved = mask.RotateQuarterTurns(3).FlipRows().FlipColumns().RotateQuarterTurns(1).Crop(region);

        var expected = stack.RotateQuarterTurns(3).FlipRows().FlipColumns().RotateQuarterTurns(1).Crop(region);
        Assert.That(moved.Valid, Is.EqualTo(expected.Pixels.Select(p => p % 2 == 0)));
        Assert.That(moved.InvalidCount, Is.EqualTo(moved.Valid.Count(v => !v)));
    }
}

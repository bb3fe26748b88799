namespace DiffImaging.Data.Tests;

[TestFixture]
public sealed class RegionOfInterestTests
{
    [Test]
    public void A_crop_takes_the_named_pixels_of_every_frame()
    {
        var stack = Pattern.Stack(3, 8, 9);

        var part = stack.Crop(new RegionOfInterest(2, 3, 4, 5));

        Assert.That((part.Frames, part.Rows, part.Columns), Is.EqualTo((3, 4, 5)));
        Assert.That(part[2, 0, 0], Is.EqualTo(stack[2, 2, 3]));
        Assert.That(part[1, 3, 4], Is.EqualTo(stack[1, 5, 7]));
    }

    [Test]
    public void An_image_smaller_than_the_region_is_an_error_that_names_both() => Assert.That(
        () => Pattern.Stack(1, 100, 120).Crop(new RegionOfInterest(0, 0, 128, 64)),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("smaller than the region of interest")
            .And.Message.Contains("100 × 120").And.Message.Contains("128 × 64"));

    [TestCase(-1, 0, 4, 4)]
    [TestCase(0, 7, 4, 4)]
    [TestCase(int.MaxValue, 0, 4, 4)]
    [TestCase(0, 0, 0, 4)]
    public void A_region_that_leaves_the_image_or_is_empty_is_an_error(int row, int column, int rows, int columns) => Assert.That(
        () => Pattern.Stack(1, 10, 10).Crop(new RegionOfInterest(row, column, rows, columns)), Throws.TypeOf<MeasurementException>());

    [Test]
    public void A_size_alone_means_the_middle_of_the_image() => Assert.That(
        new RegionOptions { Rows = 4, Columns = 6 }.Resolve(10, 20), Is.EqualTo(new RegionOfInterest(3, 7, 4, 6)));

    [Test]
    public void A_centre_is_the_pixel_of_zero_frequency() => Assert.That(
        new RegionOptions { Rows = 4, Columns = 5, CenterRow = 6, CenterColumn = 6 }.Resolve(10, 20),
        Is.EqualTo(new RegionOfInterest(4, 4, 4, 5)));

    [Test]
    public void A_corner_and_a_centre_together_are_an_error() => Assert.That(
        () => new RegionOptions { Rows = 4, Columns = 4, Row = 1, CenterRow = 5 }.Resolve(10, 10),
        Throws.TypeOf<MeasurementException>().With.Message.Contains("both a first row (1) and a centre row (5)"));
}

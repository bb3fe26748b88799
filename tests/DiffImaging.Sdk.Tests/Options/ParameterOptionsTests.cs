using System.Text.Json.Nodes;
using DiffImaging.Sdk.Diagnostics;
using DiffImaging.Sdk.Options;
using DiffImaging.Sdk.Parameters;

namespace DiffImaging.Sdk.Tests.Options;

[TestFixture]
public sealed class ParameterOptionsTests
{
    private static readonly UncertaintyParameter Template = new()
    {
        Name = "distance",
        Unit = "m",
        Kind = UncertaintyKind.Systematic,
        Source = UncertaintySource.Mechanical,
        Shape = [3],
        Nominal = [1, 2, 3],
        Prior = new GaussianPrior(0.5),
        Bounds = new ParameterBounds(0, 9),
        Scale = 0.1,
    };

    [Test]
    public void Empty_options_leave_the_template_as_it_is() => Assert.That(new ParameterOptions().Apply(Template), Is.EqualTo(Template));

    [Test]
    public void One_number_stands_for_every_element() =>
        Assert.That(new ParameterOptions { Nominal = [4] }.Apply(Template).Nominal, Is.EqualTo(new[] { 4.0, 4, 4 }));

    [Test]
    public void What_is_given_wins()
    {
        var options = new ParameterOptions { Nominal = [4, 5, 6], Mode = ParameterMode.Calibrate, Prior = 1, Bounds = [1, 7], Scale = 2 };

        var parameter = options.Apply(Template);

        Assert.Multiple(() =>
        {
            Assert.That(parameter.Nominal, Is.EqualTo(new[] { 4.0, 5, 6 }));
            Assert.That(parameter.Mode, Is.EqualTo(ParameterMode.Calibrate));
            Assert.That(parameter.Prior, Is.EqualTo(new GaussianPrior(1)));
            Assert.That(parameter.Bounds, Is.EqualTo(new ParameterBounds(1, 7)));
            Assert.That(parameter.Scale, Is.EqualTo(2));
            Assert.That(parameter.Name, Is.EqualTo("distance"));
        });
    }

    [Test]
    public void A_section_binds_to_what_it_was_written_of()
    {
        var options = new FrameParameterOptions { Nominal = [4, 5, 6], Mode = ParameterMode.Design, Per = ParameterExtent.Frame, Prior = 1, Bounds = [1, 7], Scale = 2 };

        var bound = Bind(options.ToSection(ParameterMode.Fixed, new ParameterBounds(0, 9)));

        Assert.Multiple(() =>
        {
            Assert.That(bound.Nominal, Is.EqualTo(options.Nominal));
            Assert.That(bound.Bounds, Is.EqualTo(options.Bounds));
            Assert.That((bound.Mode, bound.Per, bound.Prior, bound.Scale), Is.EqualTo((options.Mode, options.Per, options.Prior, options.Scale)));
        });
    }

    [Test]
    public void A_section_has_mode_and_bounds_of_the_recipe_where_the_options_give_none_and_leaves_out_the_rest() => Assert.Multiple(() =>
    {
        Assert.That(new ParameterOptions().ToSection(ParameterMode.Calibrate).ToJsonString(), Is.EqualTo("""{"mode":"calibrate"}"""));
        Assert.That(
            new ParameterOptions { Nominal = [3] }.ToSection(ParameterMode.Fixed, new ParameterBounds(1, 2)).ToJsonString(),
            Is.EqualTo("""{"nominal":[3],"mode":"fixed","bounds":[1,2]}"""));
    });

    private static FrameParameterOptions Bind(JsonObject section)
    {
        var findings = new FindingList("recipe");
        var holder = OptionsBinder.Bind<Holder>(new JsonObject { ["value"] = section }, findings);
        Assert.That(findings.ToList(), Is.Empty);
        return holder.Value;
    }

    private sealed record Holder
    {
        public required FrameParameterOptions Value { get; init; }
    }
}

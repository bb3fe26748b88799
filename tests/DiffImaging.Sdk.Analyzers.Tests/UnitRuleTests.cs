namespace DiffImaging.Sdk.Analyzers.Tests;

/// <summary>DI0007: a numeric option has a unit.</summary>
[TestFixture]
public sealed class UnitRuleTests
{
    private const string Factory = """
        [ExportForwardStage("pass", "Lets the light pass.")]
        public sealed class PassFactory : ForwardStageFactory<PassOptions>
        {
            protected override IReadOnlyList<StageRole> Roles => [];
            protected override StagePlan Plan(PassOptions options, SignalDescription input, FindingList findings) => throw new InvalidOperationException();
        }

        """;

    private const string Binding = """
        internal static class Reader
        {
            public static object Read(FindingList findings) => OptionsBinder.Bind<PassOptions>(null, findings);
        }

        """;

    [TestCase("double Size")]
    [TestCase("double? Size")]
    [TestCase("ParameterOptions Size")]
    [TestCase("FrameParameterOptions? Size")]
    [TestCase("IReadOnlyList<double> Size")]
    public async Task A_number_needs_a_unit(string property)
    {
        const string Finding = "DI0007: the option 'Size' of 'PassOptions' has no unit; write [Unit(\"m\")] above it, or [Unit(\"1\")] for a pure number";
        string Record(string attribute) => $$"""public sealed record PassOptions { {{attribute}} public {{property}} { get; init; } = default!; }""";

        Assert.Multiple(async () =>
        {
            Assert.That(await PluginSource.FindingsAsync(Factory + Record("")), Is.EqualTo(new[] { Finding }));
            Assert.That(await PluginSource.FindingsAsync(Binding + Record("")), Is.EqualTo(new[] { Finding }));
            Assert.That(await PluginSource.FindingsAsync(Factory + Record("[Unit(\"m\")]")), Is.Empty);
        });
    }

    [Test]
    public async Task A_number_in_a_record_inside_needs_a_unit_too()
    {
        const string Records = """
            public sealed record PassOptions { public IReadOnlyList<Spot> Spots { get; init; } = []; }
            public sealed record Spot { public double Size { get; init; } }
            """;

        Assert.That(await PluginSource.FindingsAsync(Factory + Records), Has.Count.EqualTo(1).And.Some.Contains("'Size' of 'Spot'"));
    }

    [Test]
    public async Task Whole_numbers_texts_and_records_that_are_no_options_need_none()
    {
        const string Records = """
            public sealed record PassOptions
            {
                public int Levels { get; init; }
                public string Name { get; init; } = "";
                public double Derived => 2;
            }

            public sealed record Spot { public double Size { get; init; } }
            """;

        Assert.That(await PluginSource.FindingsAsync(Factory + Records), Is.Empty);
    }
}

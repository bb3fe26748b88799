namespace DiffImaging.Sdk.Analyzers.Tests;

/// <summary>DI0001 to DI0006: a factory is found, named and created.</summary>
[TestFixture]
public sealed class FactoryRuleTests
{
    private const string Body = """
        : INoiseModelFactory
        {
            public Type OptionsType => typeof(object);
            public ComponentPlan<INoiseModel> Plan(ComponentDefinition definition) => throw new InvalidOperationException();
        }
        """;

    [TestCase("""[ExportNoiseModel("shot-noise", "Chance.")] public sealed class Shot""")]
    [TestCase("""[ExportNoiseModel("l1", "Chance.")] public sealed class Shot""")]
    [TestCase("internal sealed class NotOffered")]
    [TestCase("public abstract class Common")]
    public async Task A_good_factory_passes(string declaration) =>
        Assert.That(await PluginSource.FindingsAsync(declaration + Body), Is.Empty);

    [TestCase("""[ExportNoiseModel("shot", "Chance.")] public class Shot""", "DI0001: 'Shot' is exported and not sealed; write 'public sealed class Shot'")]
    [TestCase("public sealed class Shot", "DI0002: 'Shot' implements INoiseModelFactory and is not exported; write [ExportNoiseModel(\"an-id\", \"What it is.\")] above it, or make it internal")]
    [TestCase("[Export(typeof(INoiseModelFactory))] public sealed class Shot", "DI0002: 'Shot' implements INoiseModelFactory and is exported without id and summary; write [ExportNoiseModel(\"an-id\", \"What it is.\")] above it, or make it internal")]
    [TestCase("""[ExportNoiseModel("ShotNoise", "Chance.")] public sealed class Shot""", "DI0004: found the id 'ShotNoise', expected kebab-case such as 'shot-noise'")]
    [TestCase("""[ExportNoiseModel("shot_noise", "Chance.")] public sealed class Shot""", "DI0004: found the id 'shot_noise', expected kebab-case such as 'shot-noise'")]
    [TestCase("""[ExportNoiseModel("", "Chance.")] public sealed class Shot""", "DI0004: found the id '', expected kebab-case such as 'thin-lens'")]
    [TestCase("""[ExportNoiseModel("shot", " ")] public sealed class Shot""", "DI0005: the summary of 'Shot' is empty; say in one sentence what the component is")]
    [TestCase("""[ExportNoiseModel("shot", "Chance.")] internal sealed class Shot""", "DI0006: 'Shot' is exported and is not public; an exported factory is a public class with a public constructor without parameters")]
    [TestCase("""[ExportNoiseModel("shot", "Chance.")] public sealed class Shot(int seed)""", "DI0006: 'Shot' is exported and has no such constructor; an exported factory is a public class with a public constructor without parameters")]
    public async Task A_bad_factory_is_found(string declaration, string finding) =>
        Assert.That(await PluginSource.FindingsAsync(declaration + Body), Is.EqualTo(new[] { finding }));

    [Test]
    public async Task A_factory_exported_as_another_contract_is_found() =>
        Assert.That(
            await PluginSource.FindingsAsync("""[ExportRegularizer("shot", "Chance.")] public sealed class Shot""" + Body),
            Is.EqualTo(new[] { "DI0003: 'Shot' is exported with [ExportRegularizer] and does not implement IRegularizerFactory" }));
}

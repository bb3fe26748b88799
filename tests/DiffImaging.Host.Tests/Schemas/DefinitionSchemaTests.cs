using System.Text.Json;
using System.Text.Json.Nodes;
using DiffImaging.Tests;
using Json.Schema;

namespace DiffImaging.Host.Tests.Schemas;

/// <summary>The schema refuses what <c>validate</c> refuses, as far as it can tell, and nothing that <c>validate</c> accepts.</summary>
[TestFixture]
public sealed class DefinitionSchemaTests : IDisposable
{
    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Judges _judges = new();

    public void Dispose() => _judges.Dispose();

    private static IEnumerable<string> Files()
    {
        var root = Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments");
        return new[] { root, Path.Combine(root, "simulations") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
            .Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal);
    }

    [Test]
    public void It_is_a_schema_of_draft_2020_12() =>
        Assert.That(Judges.BySchema(MetaSchemas.Draft202012, Judges.Document), Is.Empty);

    [TestCaseSource(nameof(Files))]
    public void A_definition_of_the_repository_holds(string file)
    {
        var text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot()!, "host", "experiments", file));

        Assert.That(Judges.BySchema(JsonNode.Parse(text, documentOptions: Relaxed)!), Is.Empty);
    }

    [Test]
    public void The_definitions_of_these_tests_are_valid() =>
        Assert.Multiple(() =>
        {
            foreach (var definition in new[] { Definitions.Measured(), Definitions.Simulated() })
            {
                Assert.That(_judges.ByProgram(definition), Is.Empty);
                Assert.That(Judges.BySchema(definition), Is.Empty);
            }
        });

    // Unknown keys.
    [TestCase("pipelin", "{}")]
    [TestCase("data:measurment", "\"x.npy\"")]
    [TestCase("data:region:row_", "1")]
    [TestCase("data:rows", "48")]
    [TestCase("modality:wavelenght", "\"532 nm\"")]
    [TestCase("modality:distance:nominl", "1")]
    [TestCase("modality:distance:per", "\"frame\"")]
    [TestCase("pipeline:sensor:strayLigt", "0.01")]
    [TestCase("pipeline:illumination:amplitude:mod", "\"fixed\"")]
    [TestCase("fidelity:photons", "100")]
    [TestCase("regularizers:0:wieght", "1")]
    [TestCase("regularizers:0:weight:begin", "1")]
    [TestCase("constraints:0:weight", "1")]
    [TestCase("schedule:0:iteration", "5")]
    [TestCase("schedule:0:id", "\"fista\"")]
    [TestCase("run:thread", "1")]
    [TestCase("uncertainty:samples", "1")]

    // Another kind of value.
    [TestCase("data", "[]")]
    [TestCase("data:flipRows", "1")]
    [TestCase("data:region", "48")]
    [TestCase("modality", "\"inline-holography\"")]
    [TestCase("modality:photons", "true")]
    [TestCase("modality:photons", "\"many\"")]
    [TestCase("modality:distance:mode", "\"free\"")]
    [TestCase("modality:distance:bounds", "[\"1 mm\"]")]
    [TestCase("modality:parametrization", "\"polar\"")]
    [TestCase("pipeline:sensor", "5")]
    [TestCase("pipeline:sensor:strayLight", "\"some\"")]
    [TestCase("schedule", "{ \"focus\": 3 }")]
    [TestCase("schedule", "[]")]
    [TestCase("schedule:0:iterations", "5.5")]
    [TestCase("schedule:0:iterations", "\"5.5\"")]
    [TestCase("schedule:0:solver", "\"newtn\"")]
    [TestCase("output:report", "\"maybe\"")]
    [TestCase("output:title", "[\"a\", \"b\"]")]
    [TestCase("run", "[1]")]
    [TestCase("run:precision", "\"half\"")]

    // Another unit.
    [TestCase("data:rotation", "\"3 mm\"")]
    [TestCase("modality:wavelength", "\"532 n\"")]
    [TestCase("modality:wavelength", "\"532 rad\"")]
    [TestCase("modality:pixelPitch", "\"1,85 µm\"")]
    [TestCase("modality:distance:nominal", "\"2 px\"")]
    [TestCase("modality:distance:prior", "\"2 s\"")]
    [TestCase("modality:distance:bounds", "[\"1 mm\", \"2 deg\"]")]
    [TestCase("output:bandAbove", "\"10 mm\"")]
    [TestCase("output:bandAbove", "\"101/mm\"")]

    // Out of range.
    [TestCase("data:rotation", "10")]
    [TestCase("modality:wavelength", "532")]
    [TestCase("modality:distance:nominal", "1000")]
    [TestCase("modality:photons", "-1")]
    [TestCase("schedule:0:iterations", "0")]
    [TestCase("regularizers:0:weight", "-1")]
    [TestCase("regularizers:0:weight:start", "-1")]
    [TestCase("run:threads", "4000")]
    [TestCase("run:threads", "3000000000")]

    // Components that there are not.
    [TestCase("modality:id", "\"inline-holografy\"")]
    [TestCase("modality:id", "\"angular-spectrum\"")]
    [TestCase("fidelity:id", "\"poison\"")]
    [TestCase("regularizers:0:id", "\"tv\"")]
    [TestCase("constraints:0:id", "\"positive\"")]
    [TestCase("pipeline:extra", "{ \"id\": \"plain-wave\" }")]

    // What must be there.
    [TestCase("data", "gone")]
    [TestCase("data:measurement", "gone")]
    [TestCase("data:measurement", "[]")]
    [TestCase("data:simulation", "\"simulation.json\"")]
    [TestCase("data:region:rows", "gone")]
    [TestCase("modality", "gone")]
    [TestCase("modality:id", "gone")]
    [TestCase("modality:wavelength", "gone")]
    [TestCase("modality:wavelength", "null")]
    [TestCase("regularizers:0:id", "gone")]
    [TestCase("regularizers:0:weight", "gone")]
    [TestCase("schedule:0:solver", "gone")]
    [TestCase("fidelity", "null")]
    public void What_is_wrong_is_refused_by_both(string path, string value) => RefusedByBoth(Definitions.Measured().With(path, value), path);

    [TestCase("data:rows", "gone")]
    [TestCase("data:rows", "0")]
    [TestCase("data:measurement", "\"measurement.npy\"")]
    [TestCase("data:specimen:id", "\"cels\"")]
    [TestCase("data:specimen:id", "gone")]
    [TestCase("data:specimen:extent", "gone")]
    [TestCase("data:specimen:extent", "\"0.1 rad\"")]
    [TestCase("data:specimen:radius", "[\"5 µm\", \"wide\"]")]
    [TestCase("data:noise:id", "\"thermal\"")]
    [TestCase("data:noise:name", "\"thermal\"")]
    [TestCase("pipeline:2:distance", "gone")]
    [TestCase("pipeline:2:id", "gone")]
    [TestCase("pipeline:2:id", "\"fresnell\"")]
    [TestCase("pipeline:2:bandLimit", "2")]
    [TestCase("pipeline:2", "null")]
    [TestCase("pipeline:0", "{ \"id\": \"inline-holography\" }")]
    public void What_is_wrong_in_a_definition_to_simulate_is_refused_by_both(string path, string value) => RefusedByBoth(Definitions.Simulated().With(path, value), path);

    [TestCase("data:measurement", "[\"measurement.npy\"]")]
    [TestCase("data:backgrounds", "\"\"")]
    [TestCase("data:flipRows", "\"true\"")]
    [TestCase("data:region", "null")]
    [TestCase("data:simulation", "null")]
    [TestCase("modality:name", "\"recipe\"")]
    [TestCase("modality:wavelength", "5.32e-7")]
    [TestCase("modality:wavelength", "\"5.32E-7\"")]
    [TestCase("modality:wavelength", "\"+0.532um\"")]
    [TestCase("modality:wavelength", "\" .532\u00a0µm \"")]
    [TestCase("modality:wavelength", "\"5320 Å\"")]
    [TestCase("modality:distance", "\"1 mm\"")]
    [TestCase("modality:distance", "[0.001]")]
    [TestCase("modality:distance:mode", "\"fixed\"")]
    [TestCase("modality:distance:bounds", "null")]
    [TestCase("modality:photons", "\"1000\"")]
    [TestCase("modality:margin", "\"8\"")]
    [TestCase("modality:margin", "null")]
    [TestCase("pipeline:sensor:strayLight", "\"1 %\"")]
    [TestCase("pipeline:sensor:id", "\"intensity-sensor\"")]
    [TestCase("fidelity", "{ \"photons\": 500 }")]
    [TestCase("fidelity", "{ \"id\": \"poisson\" }")]
    [TestCase("constraints", "\"\"")]
    [TestCase("constraints", "null")]
    [TestCase("constraints", "{ \"passive\": { \"maximum\": 1.1 } }")]
    [TestCase("constraints", "{ \"extra\": { \"id\": \"phase-only\" } }")]
    [TestCase("regularizers:0:weight", "\"40\"")]
    [TestCase("schedule", "[{ \"solver\": \"fista\", \"name\": \"focus\" }]")]
    [TestCase("schedule:1:variables", "\"object.transmittance\"")]
    [TestCase("schedule:1:without", "[]")]
    [TestCase("starts", "{}")]
    [TestCase("weights", "null")]
    [TestCase("output:title", "7")]
    [TestCase("run:seed", "\"12\"")]
    [TestCase("run:seed", "9007199254740993")]
    [TestCase("$schema", "gone")]
    public void What_is_right_is_accepted_by_both(string path, string value) => AcceptedByBoth(Definitions.Measured().With(path, value));

    [TestCase("schedule", "{ \"joint\": { \"iterations\": 3 } }")]
    [TestCase("regularizers", "[]")]
    [TestCase("regularizers", "{ \"variation\": { \"weight\": 3 }, \"extra\": { \"id\": \"l1\", \"weight\": 1 } }")]
    [TestCase("pipeline", "{ \"propagation\": { \"id\": \"fresnel\", \"distance\": \"1 mm\" } }")]
    [TestCase("data:noise", "null")]
    [TestCase("data:noiseSeed", "4")]
    public void What_is_right_in_a_definition_to_simulate_is_accepted_by_both(string path, string value) => AcceptedByBoth(Definitions.Simulated().With(path, value));

    [Test]
    public void A_mistake_is_told_with_its_place() =>
        Assert.That(Judges.BySchema(Definitions.Measured().With("modality:wavelength", "\"532 rad\"")), Has.Some.StartsWith("/modality/wavelength: "));

    private void RefusedByBoth(JsonObject definition, string path)
    {
        var (byProgram, bySchema) = (_judges.ByProgram(definition), Judges.BySchema(definition));
        Assert.That(byProgram, Is.Not.Empty, "the program accepts it");
        Assert.That(bySchema, Is.Not.Empty, "the schema accepts it");
        Assert.That(byProgram.Any(message => NamesKey(message, path)), $"the program does not name {path}: {string.Join('\n', byProgram)}");
        Assert.That(bySchema.Any(message => PointsAt(message, $"/{path.Replace(':', '/')}")), $"the schema does not point at {path}: {string.Join('\n', bySchema)}");
    }

    // The program names elements of lists by their names, not by their numbers.
    private static bool NamesKey(string message, string path)
    {
        string[] names = [.. path.Split(':').Where(part => !int.TryParse(part, out _))];
        return message.Contains(names[0], StringComparison.OrdinalIgnoreCase) && names[Math.Max(names.Length - 2, 0)..].Any(name => message.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    // At the key itself or what is below it, or at the object that lacks it or should not have it.
    private static bool PointsAt(string message, string place) =>
        message.StartsWith(place, StringComparison.OrdinalIgnoreCase) || message.StartsWith(place[..place.LastIndexOf('/')] + ":", StringComparison.OrdinalIgnoreCase);

    private void AcceptedByBoth(JsonObject definition)
    {
        Assert.That(_judges.ByProgram(definition), Is.Empty);
        Assert.That(Judges.BySchema(definition), Is.Empty);
    }
}

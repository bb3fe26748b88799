namespace DiffImaging.Sdk.Analyzers.Tests;

/// <summary>DI0008: what holds a tensor disposes it, or says that it is borrowed.</summary>
[TestFixture]
public sealed class OwnershipRuleTests
{
    [TestCase("private readonly torch.Tensor _held = null!;", "torch.Tensor", "_held")]
    [TestCase("private torch.Tensor? _held;", "torch.Tensor", "_held")]
    [TestCase("private readonly torch.Generator _held = null!;", "torch.Generator", "_held")]
    [TestCase("private readonly List<torch.Tensor> _held = [];", "torch.Tensor", "_held")]
    [TestCase("private readonly torch.Tensor[] _held = [];", "torch.Tensor", "_held")]
    [TestCase("private readonly Dictionary<string, (torch.Tensor, int)> _held = [];", "torch.Tensor", "_held")]
    [TestCase("public torch.Tensor Held { get; } = null!;", "torch.Tensor", "Held")]
    public async Task A_tensor_that_is_not_disposed_is_found(string member, string content, string name) =>
        Assert.That(
            await PluginSource.FindingsAsync(Stage(member, "")),
            Is.EqualTo(new[] { $"DI0008: 'Pass' holds {content} in '{name}' and does not dispose it; dispose it in Dispose, or write [Borrowed] above it where something else does" }));

    [TestCase("private readonly torch.Tensor _held = null!;", "_held.Dispose();")]
    [TestCase("private torch.Tensor? _held;", "_held?.Dispose();")]
    [TestCase("private readonly List<torch.Tensor> _held = [];", "_held.ForEach(tensor => tensor.Dispose());")]
    [TestCase("private readonly torch.Tensor[] _held = [];", "foreach (var tensor in _held) { tensor.Dispose(); }")]
    [TestCase("public torch.Tensor Held { get; } = null!;", "Held.Dispose();")]
    [TestCase("private torch.Tensor? _held; private void Forget() => _held?.Dispose();", "Forget();")]
    [TestCase("private torch.Tensor? _held; private IEnumerable<torch.Tensor?> All => [_held];", "foreach (var tensor in All) { tensor?.Dispose(); }")]
    [TestCase("[Borrowed] private readonly torch.Tensor _held = null!;", "")]
    [TestCase("[Borrowed] public torch.Tensor Held { get; } = null!;", "")]
    [TestCase("private readonly Func<torch.Tensor, torch.Tensor> _map = tensor => tensor;", "")]
    [TestCase("private torch.Tensor Made => torch.zeros(1);", "")]
    [TestCase("private static readonly torch.Tensor Shared = null!;", "")]
    public async Task A_tensor_that_is_disposed_or_borrowed_passes(string member, string dispose) =>
        Assert.That(await PluginSource.FindingsAsync(Stage(member, dispose)), Is.Empty);

    [Test]
    public async Task Parameters_of_a_primary_constructor_are_borrowed() =>
        Assert.That(
            await PluginSource.FindingsAsync("""
                internal sealed class Damping(torch.Tensor factor) : IRegularizer
                {
                    public torch.Tensor Evaluate(torch.Tensor variable) => variable * factor;
                    public void Dispose() { }
                }
                """),
            Is.Empty);

    [Test]
    public async Task What_is_no_component_is_left_alone() =>
        Assert.That(await PluginSource.FindingsAsync("internal sealed class Pair { public torch.Tensor? First { get; set; } }"), Is.Empty);

    private static string Stage(string member, string dispose) => $$"""
        internal sealed class Pass : IForwardStage
        {
            {{member}}
            public Signal Forward(Signal input, VariableValues values, FrameRange frames) => input;
            public void Dispose() { {{dispose}} }
        }
        """;
}

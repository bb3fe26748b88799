using TorchSharp;

namespace DiffImaging.Optics.Tests;

/// <summary>Gives every test a dispose scope of its own.</summary>
public abstract class ScopedFixture
{
    private DisposeScope? _scope;

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope?.Dispose();
}

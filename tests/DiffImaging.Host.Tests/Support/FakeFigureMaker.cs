using DiffImaging.Sdk.Modalities;
using TorchSharp;

namespace DiffImaging.Host.Tests.Support;

/// <summary>Makes what a test tells it to, of the values that it is given.</summary>
internal sealed class FakeFigureMaker(Func<IReadOnlyDictionary<string, torch.Tensor>, DomainFigures> make) : IFigureMaker
{
    public bool IsDisposed { get; private set; }

    public DomainFigures Make(IReadOnlyDictionary<string, torch.Tensor> values) => make(values);

    public void Dispose() => IsDisposed = true;
}

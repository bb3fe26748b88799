using TorchSharp;

namespace DiffImaging.Sdk.Modalities;

/// <summary>Makes the figures that people of a modality's field look for first, from what a run found.</summary>
public interface IFigureMaker : IDisposable
{
    /// <summary>Makes the figures.</summary>
    /// <param name="values">Final values of every variable, as <c>stage.name</c>, on the device of the run. Borrowed; not to be changed.</param>
    /// <returns>Figures in managed memory. Where this throws, the run keeps its result and warns.</returns>
    DomainFigures Make(IReadOnlyDictionary<string, torch.Tensor> values);
}

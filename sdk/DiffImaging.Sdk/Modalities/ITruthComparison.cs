using TorchSharp;

namespace DiffImaging.Sdk.Modalities;

/// <summary>Compares what a run found with the truth of a simulation, in the numbers that people of a modality's field judge by; an ability of an <see cref="IFigureMaker"/>.</summary>
/// <remarks>Errors of single parameters are computed without it. This is for what several of them make together, such as a wavefront, and for
/// what a gauge must be taken out of first.</remarks>
public interface ITruthComparison
{
    /// <summary>Compares.</summary>
    /// <param name="values">Final values of every variable, as <c>stage.name</c>, on the device of the run. Borrowed; not to be changed.</param>
    /// <param name="truth">The same, with every parameter of which the truth is known at it; the others, and the object, as in <paramref name="values"/>. Borrowed.</param>
    /// <returns>Numbers with names of their own. Where this throws, the run keeps its result and warns.</returns>
    IReadOnlyList<DomainNumber> Compare(IReadOnlyDictionary<string, torch.Tensor> values, IReadOnlyDictionary<string, torch.Tensor> truth);
}

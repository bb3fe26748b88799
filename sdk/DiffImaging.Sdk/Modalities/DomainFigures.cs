namespace DiffImaging.Sdk.Modalities;

/// <summary>Figures of a modality's own field, such as the pupil of a microscope and its aberration.</summary>
/// <param name="Images">Images for the result folder and the report; names differ.</param>
/// <param name="Numbers">Numbers for the metrics of the result; names differ.</param>
public sealed record DomainFigures(IReadOnlyList<DomainImage> Images, IReadOnlyList<DomainNumber> Numbers)
{
    /// <summary>No figure.</summary>
    public static DomainFigures None { get; } = new([], []);
}

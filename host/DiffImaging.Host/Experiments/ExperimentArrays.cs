using System.Diagnostics.CodeAnalysis;
using DiffImaging.Data;
using DiffImaging.Sdk.Files;

namespace DiffImaging.Host.Experiments;

/// <summary>Reads the arrays that a definition names, in any format of the section data, and remembers which files they were.</summary>
/// <param name="paths">Where relative paths are looked for.</param>
internal sealed class ExperimentArrays(ExperimentPaths paths) : IArrayFiles
{
    private readonly Dictionary<string, InputFile> _inputs = new(StringComparer.Ordinal);

    /// <summary>The files read so far, with their hashes.</summary>
    public IReadOnlyCollection<InputFile> Inputs => _inputs.Values;

    /// <inheritdoc />
    public bool TryRead(string file, string? variable, [NotNullWhen(true)] out FileArray? array, [NotNullWhen(false)] out string? problem)
    {
        (array, problem) = (null, null);
        if (paths.Find(file) is not { } path)
        {
            problem = $"the file '{file}' is missing; looked in {paths.Places}.";
            return false;
        }

        try
        {
            var found = ArrayReader.ReadNumbers(path, variable);
            _inputs[path] = new InputFile(InputRole.Calibration, path, found.Metadata.Sha256!);
            array = new FileArray(found.Shape, found.Values);
            return true;
        }
        catch (MeasurementException exception)
        {
            problem = exception.Message + ".";
            return false;
        }
    }
}

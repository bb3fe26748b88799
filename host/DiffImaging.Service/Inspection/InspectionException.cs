namespace DiffImaging.Service.Inspection;

/// <summary>A definition could not be checked: it took too long, or ended the process that checked it.</summary>
/// <param name="message">What happened.</param>
internal sealed class InspectionException(string message) : Exception(message);

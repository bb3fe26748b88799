namespace DiffImaging.Service.Security;

/// <summary>A key that a service takes; of its secret only the hash is kept.</summary>
/// <param name="Id">Identifies it; the beginning of what its holder sends.</param>
/// <param name="Name">Who has it.</param>
/// <param name="Role">What it allows.</param>
/// <param name="Created">When it was made.</param>
public sealed record ApiKey(string Id, string Name, ApiRole Role, DateTimeOffset Created);

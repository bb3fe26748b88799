namespace DiffImaging.Web.Forms;

/// <summary>Knows what a definition may say, so that forms can ask for it.</summary>
internal interface IFormSource
{
    /// <summary>The form for definitions of a modality; its own section comes first.</summary>
    /// <param name="modality">Its id; null or unknown for the sections that all have.</param>
    Task<IReadOnlyList<FormSection>> ReadAsync(string? modality);
}

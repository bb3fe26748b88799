namespace DiffImaging.Web.Plugins;

/// <summary>A component of a plugin as the page shows it.</summary>
/// <param name="Kind">What it is, as <c>forward stage</c>.</param>
/// <param name="Id">Identifies it.</param>
/// <param name="Summary">What it does.</param>
internal sealed record ComponentView(string Kind, string Id, string Summary);

namespace DiffImaging.Service.Plugins;

/// <summary>A plugin that is not called any more.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Files">Changes with its files.</param>
/// <param name="Reason">Why.</param>
internal sealed record GivenUpPlugin(string Id, string Files, string Reason);

namespace DiffImaging.Data;

/// <summary>Gives the next stored bytes of an array.</summary>
/// <param name="bytes">Is filled completely.</param>
/// <param name="done">Elements that came before, for messages.</param>
internal delegate void ElementSource(Span<byte> bytes, long done);

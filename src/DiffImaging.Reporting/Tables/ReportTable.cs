namespace DiffImaging.Reporting.Tables;

/// <summary>A table of texts, as it stands in a page.</summary>
public sealed record ReportTable
{
    /// <summary>Creates a table.</summary>
    /// <param name="caption">What the table shows; empty for none.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, each with as many cells as there are columns.</param>
    /// <exception cref="ArgumentException">A row has another number of cells.</exception>
    public ReportTable(
        string caption, IReadOnlyList<TableColumn> columns, IReadOnlyList<IReadOnlyList<TableCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(caption);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Count != columns.Count)
            {
                throw new ArgumentException(
                    $"Row {i} of the table \"{caption}\" has {rows[i].Count} cells for {columns.Count} columns.", nameof(rows));
            }
        }

        (Caption, Columns, Rows) = (caption, columns, rows);
    }

    /// <summary>What the table shows; empty for none.</summary>
    public string Caption { get; }

    /// <summary>The columns.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IReadOnlyList<TableCell>> Rows { get; }
}

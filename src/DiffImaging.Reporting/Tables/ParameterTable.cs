using DiffImaging.Reporting.Quantities;

namespace DiffImaging.Reporting.Tables;

/// <summary>Sets nominal values and estimates side by side, each written to the digit its repeatability supports.</summary>
public static class ParameterTable
{
    private const string Unknown = "–";

    /// <summary>Makes the table; the columns of jackknife and bias, and of truth and error, appear when some entry has one.</summary>
    /// <param name="caption">What the table shows.</param>
    /// <param name="entries">The parameters.</param>
    public static ReportTable Create(string caption, IReadOnlyList<ParameterEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var withJackknife = entries.Any(entry => entry.Jackknife is not null);
        var withBias = entries.Any(entry => entry.Bias is not null);
        var withTruth = entries.Any(entry => entry.Truth is not null);
        List<TableColumn> columns =
        [
            "parameter",
            new TableColumn("nominal", Numeric: true),
            new TableColumn("estimate", Numeric: true),
            new TableColumn("± repeatability", Numeric: true),
            new TableColumn("± posterior", Numeric: true),
            new TableColumn("estimate − nominal", Numeric: true),
        ];
        if (withJackknife)
        {
            columns.Insert(columns.Count - 1, new TableColumn("± jackknife", Numeric: true));
        }

        if (withBias)
        {
            columns.Add(new TableColumn("bias", Numeric: true));
        }

        if (withTruth)
        {
            columns.Add(new TableColumn("truth", Numeric: true));
            columns.Add(new TableColumn("estimate − truth", Numeric: true));
        }

        columns.Add("identifiable");
        return new ReportTable(caption, columns, [.. entries.Select(entry => Row(entry, withJackknife, withBias, withTruth))]);
    }

    private static List<TableCell> Row(ParameterEntry entry, bool withJackknife, bool withBias, bool withTruth)
    {
        List<TableCell> row =
        [
            entry.Name,
            QuantityFormat.Format(entry.Nominal, entry.Unit, digits: 5),
            entry.Estimate is { } estimate
                ? QuantityFormat.Format(estimate, entry.Unit, entry.Repeatability)
                : "fixed",
            Figure(entry, entry.Repeatability),
            Figure(entry, entry.Posterior),
            Difference(entry, entry.Nominal),
        ];
        if (withJackknife)
        {
            row.Insert(row.Count - 1, Figure(entry, entry.Jackknife));
        }

        if (withBias)
        {
            row.Add(Bias(entry));
        }

        if (withTruth)
        {
            row.Add(entry.Truth is { } truth ? QuantityFormat.Format(truth, entry.Unit, digits: 5) : Unknown);
            row.Add(Error(entry));
        }

        row.Add(entry.Identifiable switch
        {
            true => new TableCell("✓ yes", CellTone.Good),
            false => new TableCell("✗ no", CellTone.Caution),
            null => Unknown,
        });
        return row;
    }

    private static string Figure(ParameterEntry entry, double? figure) =>
        figure is { } known ? QuantityFormat.Format(known, entry.Unit, digits: 2) : Unknown;

    private static string Bias(ParameterEntry entry) => entry.Bias is not { } bias ? Unknown
        : entry.BiasError is { } error && double.IsFinite(error) ? $"{QuantityFormat.Format(bias, entry.Unit, (double?)error)} ± {Figure(entry, error)}"
        : Figure(entry, bias);

    // Against the truth the posterior counts: repeatability says nothing of what every measurement has wrong.
    private static string Error(ParameterEntry entry)
    {
        var difference = Difference(entry, entry.Truth);
        return entry is { Estimate: { } estimate, Truth: { } truth, Posterior: { } deviation and > 0 }
            ? $"{difference} ({DecimalText.Significant((estimate - truth) / deviation, 2)} σ)"
            : difference;
    }

    private static string Difference(ParameterEntry entry, double? reference)
    {
        if (entry.Estimate is not { } estimate || reference is not { } origin)
        {
            return Unknown;
        }

        return entry.Repeatability is { } deviation
            ? QuantityFormat.Format(estimate - origin, entry.Unit, (double?)deviation)
            : QuantityFormat.Format(estimate - origin, entry.Unit, digits: 3);
    }
}

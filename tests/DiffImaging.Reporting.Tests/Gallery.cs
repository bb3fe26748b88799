using DiffImaging.Reporting.Axes;
using DiffImaging.Reporting.Colors;
using DiffImaging.Reporting.Curves;
using DiffImaging.Reporting.Distributions;
using DiffImaging.Reporting.Figures;
using DiffImaging.Reporting.Images;
using DiffImaging.Reporting.Reports;
using DiffImaging.Reporting.Studies;
using DiffImaging.Reporting.Tables;

namespace DiffImaging.Reporting.Tests;

/// <summary>Figures and pages with everything in them, made from formulas and a fixed seed.</summary>
internal static class Gallery
{
    private const double Pitch = 1.85e-6;

    public static SampledImage Hologram(int rows = 300, int columns = 400)
    {
        var random = new Random(1);
        return Make(rows, columns, (y, x) =>
        {
            var r2 = Square(x - (0.55 * columns)) + Square(y - (0.45 * rows));
            return 1000 + (350 * Math.Cos(r2 / 420) * Math.Exp(-r2 / 22000)) + (40 * Normal(random));
        });
    }

    public static SampledImage Phase(int rows = 300, int columns = 400) => Make(rows, columns, (y, x) =>
        Math.IEEERemainder((Square(x - 200) + Square(y - 150)) / 2600, 2 * Math.PI));

    public static SampledImage Residual()
    {
        var random = new Random(2);
        return Make(220, 220, (y, x) => (y - 60) * (y - 60) < 20 && x < 12
            ? double.NaN
            : 2.4e-5 * (Normal(random) + (3 * Math.Exp(-(Square(x - 120) + Square(y - 90)) / 900))));
    }

    public static ImageFigure HologramFigure() => new()
    {
        Title = "Measured hologram, frame 1 of 8",
        Image = Hologram(),
        ValueLabel = "intensity",
        ValueUnit = "counts",
        Caption = "Raw frame after dark subtraction.",
    };

    public static ImageFigure PhaseFigure() => new()
    {
        Title = "Reconstructed phase in the object plane",
        Image = Phase(),
        Map = ColorMap.Phase,
        ValueLabel = "phase",
        ValueUnit = "rad",
    };

    public static ImageFigure AmplitudeFigure() => new()
    {
        Title = "Reconstructed amplitude",
        Image = Make(512, 512, (y, x) => 0.2 + (0.8 / (1 + Math.Exp((Math.Sqrt(Square(x - 256) + Square(y - 256)) - 150) / 6)))),
        Map = ColorMap.Viridis,
        ValueLabel = "amplitude",
    };

    public static ImageFigure ResidualFigure() => new()
    {
        Title = "Residual: measured − predicted",
        Image = Residual(),
        Map = ColorMap.Residual,
        ValueLabel = "residual",
        ValueUnit = "counts",
        Caption = "Structure here means that the model misses something.",
    };

    public static CurveFigure LossFigure()
    {
        var random = new Random(3);
        double[] joint = [.. Enumerable.Range(0, 400).Select(i => (3e4 * Math.Exp(-i / 25.0)) + 210 + (8 * random.NextDouble()))];
        double[] nominal = [.. Enumerable.Range(0, 400).Select(i => (3e4 * Math.Exp(-i / 35.0)) + 1900 + (60 * random.NextDouble()))];
        return new CurveFigure
        {
            Title = "Objective over the iterations",
            X = new FigureAxis("iteration"),
            Y = new FigureAxis("objective", Scale: AxisScale.Logarithmic),
            Series = [CurveSeries.OverIterations("joint", joint), CurveSeries.OverIterations("θ nominal", nominal)],
        };
    }

    public static CurveFigure DistanceFigure()
    {
        double[] distance = [.. Enumerable.Range(0, 80).Select(i => 0.03673 + (1.2e-4 * Math.Exp(-i / 12.0) * Math.Cos(i / 6.0)))];
        return new CurveFigure
        {
            Title = "Distance over the iterations",
            X = new FigureAxis("iteration"),
            Y = new FigureAxis("distance", "m"),
            Series =
            [
                CurveSeries.OverIterations("estimate", distance) with
                {
                    StandardDeviation = [.. Enumerable.Range(0, 80).Select(i => 1.5e-5 * (1 + (3 * Math.Exp(-i / 15.0))))],
                },
            ],
            HorizontalLines = [new ReferenceLine("nominal", 0.03685)],
        };
    }

    public static CurveFigure ScanFigure()
    {
        double[] z = [.. Enumerable.Range(0, 25).Select(i => 0.0362 + (5e-5 * i))];
        return new CurveFigure
        {
            Title = "Sharpness against distance",
            X = new FigureAxis("distance", "m"),
            Y = new FigureAxis("sharpness"),
            Series =
            [
                new CurveSeries("Tamura coefficient", z, [.. z.Select(d => 0.31 + (0.2 / (1 + Square((d - 0.03673) / 1.2e-4))))]),
                new CurveSeries("gradient energy", z, [.. z.Select(d => 0.28 + (0.25 / (1 + Square((d - 0.03675) / 2e-4))))]),
            ],
            VerticalLines = [new ReferenceLine("nominal", 0.03685), new ReferenceLine("estimate", 0.036731, 1.5e-5)],
            Caption = "The joint estimate agrees with the scan to a tenth of a step.",
        };
    }

    public static StripFigure ErrorFigure()
    {
        var random = new Random(4);
        StripGroup Group(string name, double median, double spread, int count) => new(
            name, [.. Enumerable.Range(0, count).Select(_ => median * Math.Exp(spread * Normal(random)))]);
        return new StripFigure
        {
            Title = "Distance error per scenario",
            Y = new FigureAxis("|error|", "m", AxisScale.Logarithmic),
            Groups =
            [
                Group("ideal", 2e-6, 0.5, 24), Group("oracle", 2.4e-6, 0.6, 24), Group("blind", 4e-6, 0.7, 24),
                Group("mismatched", 1.2e-4, 0.3, 24),
            ],
            HorizontalLines = [new ReferenceLine("must", 2e-5), new ReferenceLine("aim", 5e-6)],
        };
    }

    public static CorrelationFigure CorrelationFigure() => new()
    {
        Title = "Correlations, posterior",
        Labels = ["distance", "tilt", "sensor-shift[0]", "gain"],
        Values = new[,] { { 1, -0.82, 0.1, 0.02 }, { -0.82, 1, 0.35, 0 }, { 0.1, 0.35, 1, -0.5 }, { 0.02, 0, -0.5, 1 } },
    };

    public static IReadOnlyList<ParameterEntry> Parameters { get; } =
    [
        new ParameterEntry("distance", "m", 0.03685, 0.036731) { Repeatability = 1.5e-5, Posterior = 2.1e-5, Identifiable = true, Truth = 0.03674 },
        new ParameterEntry("wavelength", "m", 405e-9, null),
        new ParameterEntry("tilt", "rad", 0, -0.00231) { Repeatability = 4e-5, Posterior = 5e-5, Identifiable = true, Truth = -0.0023 },
        new ParameterEntry("sensor-shift[0]", "px", 0, 0.4127) { Repeatability = 0.003, Posterior = 0.004, Identifiable = true, Truth = 0.41 },
        new ParameterEntry("gain", "", 1, 1.2) { Identifiable = false, Truth = 1.02 },
    ];

    public static HtmlReport Report() => new()
    {
        Title = "Inline holography of a USAF target, joint distance and tilt",
        Subtitle = "Data set holography/usaf, 8 frames of 300 × 400 pixels",
        Status = RunStatus.Converged,
        StatusReason = "after 400 iterations: relative change below 10⁻⁶ for 20 iterations",
        Summary =
        [
            "The sensor stands at 36.731 ± 0.015 mm, 119 µm nearer than the nominal distance.",
            "The objective fell by a factor of 9 against the reconstruction with nominal parameters.",
        ],
        Warnings =
        [
            "gain is not identifiable: it is exchanged freely with the brightness of the object.",
            "The residual shows structure near (220 µm, 170 µm) & its size is > 3 σ <see figure>.",
        ],
        Sections =
        [
            new ReportSection("Measurement and reconstruction")
            {
                Paragraphs = ["All images share the pixel pitch of the sensor, 1.85 µm."],
                Figures = [HologramFigure(), PhaseFigure(), AmplitudeFigure(), ResidualFigure()],
            },
            new ReportSection("Parameters")
            {
                Tables = [ParameterTable.Create("Nominal values and estimates, with one standard deviation", Parameters)],
            },
            new ReportSection("Convergence") { Figures = [LossFigure(), DistanceFigure(), ScanFigure()] },
        ],
        Provenance =
        [
            new ProvenanceEntry("DiffImaging.Engine", "1.0.0+a7b7779"),
            new ProvenanceEntry("plugin holography", "1.0.0"),
            new ProvenanceEntry("measurement, SHA-256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            new ProvenanceEntry("seed", "20240117"),
        ],
    };

    public static StudyPage Study() => new()
    {
        Title = "Recovery of the distance over 24 seeds",
        Subtitle = "Study file experiments/studies/holography-distance.json",
        Summary = ["The blind reconstruction comes within a factor of two of the oracle; the mismatched one does not."],
        Merits =
        [
            new FigureOfMerit("median distance error, blind", "m", 4.1e-6) { Must = 2e-5, Aim = 5e-6 },
            new FigureOfMerit("90 % distance error, blind", "m", 9.7e-6) { Must = 5e-5, Aim = 8e-6 },
            new FigureOfMerit("coverage of the 95 % interval", "", 0.88, Preference.Higher) { Must = 0.9, StandardDeviation = 0.021 },
            new FigureOfMerit("time per run", "s", 13.2),
        ],
        Variants =
        [
            new ReportSection("Scenarios")
            {
                Figures = [ErrorFigure(), LossFigure()],
                Tables =
                [
                    new ReportTable(
                        "Distance error, absolute",
                        ["scenario", new TableColumn("median", true), new TableColumn("90 %", true), new TableColumn("failures", true)],
                        [["ideal", "2.0 µm", "3.9 µm", "0"], ["blind", "4.1 µm", "9.7 µm", "0"], ["mismatched", "120 µm", "180 µm", "3"]]),
                ],
            },
        ],
        Provenance = [new ProvenanceEntry("DiffImaging.Engine", "1.0.0+a7b7779"), new ProvenanceEntry("seeds", "1–24")],
    };

    public static IReadOnlyList<IFigure> Figures() =>
    [
        HologramFigure(), PhaseFigure(), AmplitudeFigure(), ResidualFigure(), LossFigure(), DistanceFigure(), ScanFigure(), ErrorFigure(), CorrelationFigure(),
    ];

    /// <summary>What figures are asked for on a bad day.</summary>
    public static IReadOnlyList<IFigure> EdgeCases() =>
    [
        HologramFigure() with
        {
            Title = "A title that is far too long for one line, as titles made from the name of a data set, a stage and a date are",
            Image = SampledImage.FromArray(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } }),
        },
        new ImageFigure
        {
            Title = "usaf-2024-01-17T10-32-00Z-inline-holography-frame-0001.tif",
            Image = Make(40, 400, (_, x) => x / 4e8),
            ValueLabel = "a quantity with a very long name that nobody should give",
        },
        new ImageFigure { Title = "Tall, all missing", Image = Make(300, 40, (_, _) => double.NaN), ValueLabel = "a", Size = 300 },
        new ImageFigure { Title = "Wide and constant", Image = Make(20, 400, (_, _) => 3), Map = ColorMap.Viridis },
        LossFigure() with
        {
            Title = "Zero and negative values, many decades",
            Series =
            [
                CurveSeries.OverIterations("residual", [1e6, 1, 1e-6, 0, 1e-12, -1, 1e-18, 1e-24]),
                .. Enumerable.Range(1, 9).Select(i => CurveSeries.OverIterations($"series {i}", [i, i + 1])),
            ],
        },
        LossFigure() with { Title = "Hardly any change", Series = [CurveSeries.OverIterations("loss", [212.31, 212.30, 212.29])] },
        DistanceFigure() with { Title = "One point", Series = [CurveSeries.OverIterations("estimate", [0.03685])] },
        ErrorFigure() with
        {
            Title = "Names of several words, one group empty, one with failures",
            Groups =
            [
                new StripGroup("total variation with known pupil", [1e-6, 2e-6]), new StripGroup("none", []),
                new StripGroup("Tikhonov", [3e-6, double.NaN, 4e-6, 5e-6, 6e-6]),
            ],
        },
    ];

    private static SampledImage Make(int rows, int columns, Func<double, double, double> value)
    {
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)value(i / columns, i % columns);
        }

        return new SampledImage(values, rows, columns, Pitch);
    }

    private static double Square(double value) => value * value;

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

namespace DiffImaging.Reporting.Figures;

/// <summary>A figure that consists of lines and text, and can be had as a vector graphic for a paper.</summary>
public interface IVectorFigure : IFigure
{
    /// <summary>Draws the figure as SVG, text as outlines: it looks the same wherever it is opened.</summary>
    string ToSvg();
}

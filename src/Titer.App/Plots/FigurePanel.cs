using ScottPlot;

namespace Titer.App.Plots;

/// <summary>One plot of a <see cref="Figure"/>: a title, what the axes are with their units, and what is drawn between them.</summary>
/// <param name="Draw">Adds the lines and points; limits may be set here, otherwise they follow the data.</param>
internal sealed record FigurePanel(string Title, string X, string Y, Action<Plot> Draw);

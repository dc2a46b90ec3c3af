using System.Collections.Immutable;
using ScottPlot;

namespace Titer.Records.Documents;

/// <summary>One part of a section.</summary>
public abstract record Block;

/// <summary>A heading inside a section.</summary>
public sealed record Heading(string Text) : Block;

/// <param name="IsNote">Small: says how to read what stands above.</param>
public sealed record Paragraph(string Text, bool IsNote) : Block;

/// <summary>Names with their values, one under the other.</summary>
public sealed record Pairs(ImmutableArray<(string Name, Cell Value)> Rows) : Block;

/// <summary>Names with their values, large: the result.</summary>
public sealed record Tiles(ImmutableArray<(string Name, string Value)> Rows) : Block;

public readonly record struct Column(string Name, bool IsNumber);

/// <param name="More">Rows that only the record holds.</param>
public sealed record Table(ImmutableArray<Column> Columns, ImmutableArray<ImmutableArray<Cell>> Rows, int More) : Block;

/// <summary>What the marks in trends mean.</summary>
public sealed record TrendLegend : Block;

/// <summary>A drawing over the time of the batch.</summary>
/// <param name="Names">Names of several lines, with their colours as <c>#rrggbb</c>; empty when the title says it.</param>
/// <param name="IsHalf">Two stand side by side.</param>
public sealed record Figure(string Title, string Description, ImmutableArray<(string Name, string Colour)> Names, FigureDrawing Drawing, bool IsHalf) : Block;

/// <summary>What a figure shows, as a drawing and in numbers: both are made from the same points.</summary>
public abstract class FigureDrawing
{
    /// <summary>Width and height on the page, in units of 1/96 inch.</summary>
    public abstract (int Width, int Height) Size { get; }

    /// <summary>Pixels per unit that print sharply.</summary>
    public abstract float Sharpness { get; }

    /// <summary>The drawing; whoever asked for it disposes it.</summary>
    public abstract Plot Plot(float scale);

    public abstract IEnumerable<FigureSeries> Series();
}

/// <summary>One line, band or cloud of points of a figure.</summary>
/// <param name="Kind"><c>estimate</c>, <c>interval</c>, <c>good</c>, <c>uncertain</c>, <c>bad</c>, <c>setpoint</c>, <c>tolerance</c>, <c>command</c> or <c>plan</c>.</param>
/// <param name="Values">For a band its lower edge, and <paramref name="Upper"/> its upper one, else empty; empty for bad readings, of which only the time is shown.</param>
public sealed record FigureSeries(string Kind, string Tag, double[] Hours, double[] Values, double[] Upper);

using Titer.Core;

namespace Titer.Records;

/// <summary><c>{"kind":"Measured","tag","unit","source"}</c>: the canonical form keeps any text, which the text of a database does not.</summary>
internal static class TrendSeriesForm
{
    public static byte[] Write(TrendSeries series)
    {
        var to = new CanonicalText();
        to.Literal("{\"kind\":"u8);
        to.Text($"{series.Kind}");
        to.Literal(",\"tag\":"u8);
        to.Tag(series.Tag);
        to.Literal(",\"unit\":"u8);
        to.Unit(series.Unit);
        to.Literal(",\"source\":"u8);
        to.Text(series.Source);
        to.Literal("}"u8);
        return to.Written.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no series.</exception>
    public static TrendSeries Read(ReadOnlySpan<byte> bytes)
    {
        var from = new CanonicalScanner(bytes, new Names());
        from.Literal("{\"kind\":"u8);
        SeriesKind kind = from.Text() switch
        {
            "Measured" => SeriesKind.Measured,
            "Estimated" => SeriesKind.Estimated,
            "Commanded" => SeriesKind.Commanded,
            _ => throw from.Wrong("a kind of series"),
        };
        from.Literal(",\"tag\":"u8);
        Tag tag = from.Tag();
        from.Literal(",\"unit\":"u8);
        Unit unit = from.Unit();
        from.Literal(",\"source\":"u8);
        string source = from.Text();
        from.Literal("}"u8);
        from.End();
        return new TrendSeries(kind, tag, unit, source);
    }
}

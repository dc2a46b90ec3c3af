using Titer.Core;

namespace Titer.Records;

/// <summary><c>{"tag","time","value","unit","standardUncertainty","status","reason","source","sequence"}</c></summary>
internal static class MeasurementForm
{
    public static void Write(CanonicalText to, Measurement measurement)
    {
        to.Literal("{\"tag\":"u8);
        to.Tag(measurement.Tag);
        to.Literal(",\"time\":"u8);
        to.Time(measurement.Time);
        to.Literal(",\"value\":"u8);
        to.Number(measurement.Value);
        to.Literal(",\"unit\":"u8);
        to.Unit(measurement.Unit);
        to.Literal(",\"standardUncertainty\":"u8);
        to.Number(measurement.StandardUncertainty);
        QualityForm.Write(to, measurement.Quality);
        to.Literal(",\"source\":"u8);
        to.Text(measurement.Source);
        to.Literal(",\"sequence\":"u8);
        to.Integer(measurement.Sequence);
        to.Literal("}"u8);
    }

    public static Measurement Read(ref CanonicalScanner from)
    {
        from.Literal("{\"tag\":"u8);
        Tag tag = from.Tag();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"value\":"u8);
        double value = from.Number();
        from.Literal(",\"unit\":"u8);
        Unit unit = from.Unit();
        from.Literal(",\"standardUncertainty\":"u8);
        double uncertainty = from.Number();
        Quality quality = QualityForm.Read(ref from);
        from.Literal(",\"source\":"u8);
        string source = from.Text();
        from.Literal(",\"sequence\":"u8);
        long sequence = from.Integer();
        from.Literal("}"u8);
        from.End();
        return new Measurement(tag, time, value, unit, uncertainty, quality, source, sequence);
    }
}

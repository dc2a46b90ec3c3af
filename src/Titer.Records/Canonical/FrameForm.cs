using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary><c>{"source","time","sequence","channels":[{"name","unit","values":base64}]}</c></summary>
internal static class FrameForm
{
    public static void Write(CanonicalText to, Frame frame)
    {
        to.Literal("{\"source\":"u8);
        to.Text(frame.Source);
        to.Literal(",\"time\":"u8);
        to.Time(frame.Time);
        to.Literal(",\"sequence\":"u8);
        to.Integer(frame.Sequence);
        to.Literal(",\"channels\":["u8);
        bool first = true;
        foreach (Channel channel in frame.Channels.OrEmpty())
        {
            to.Literal(first ? "{\"name\":"u8 : ",{\"name\":"u8);
            to.Text(channel.Name);
            to.Literal(",\"unit\":"u8);
            to.Unit(channel.Unit);
            to.Literal(",\"values\":"u8);
            to.Bulk(channel.Values);
            to.Literal("}"u8);
            first = false;
        }
        to.Literal("]}"u8);
    }

    public static Frame Read(ref CanonicalScanner from)
    {
        from.Literal("{\"source\":"u8);
        string source = from.Text();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"sequence\":"u8);
        long sequence = from.Integer();
        from.Literal(",\"channels\":["u8);
        ImmutableArray<Channel>.Builder channels = ImmutableArray.CreateBuilder<Channel>();
        while (from.Item(channels.Count == 0))
        {
            from.Literal("{\"name\":"u8);
            string name = from.Text();
            from.Literal(",\"unit\":"u8);
            Unit unit = from.Unit();
            from.Literal(",\"values\":"u8);
            channels.Add(new Channel(name, unit, from.Bulk()));
            from.Literal("}"u8);
        }
        from.Literal("}"u8);
        from.End();
        return new Frame(source, time, sequence, channels.DrainToImmutable());
    }
}

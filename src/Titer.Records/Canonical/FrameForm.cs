using System.Collections.Immutable;
using System.Text;
using Titer.Core;

namespace Titer.Records;

/// <summary><c>{"source","time","sequence","channels":[{"name","unit","values":base64}]}</c>; of a large channel <c>"file":hash,"count"</c> in the
/// place of the values.</summary>
internal static class FrameForm
{
    /// <summary>What begins the naming of a frame file, and cannot stand in a text.</summary>
    public static ReadOnlySpan<byte> File => ",\"file\":\""u8;

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
            if (FrameFile.Takes(channel))
            {
                to.Literal(File);
                to.Literal(Encoding.ASCII.GetBytes(FrameFile.NameOf(channel.Values)));
                to.Literal("\",\"count\":"u8);
                to.Integer(channel.Values.Length);
            }
            else
            {
                to.Literal(",\"values\":"u8);
                to.Bulk(channel.Values);
            }
            to.Literal("}"u8);
            first = false;
        }
        to.Literal("]}"u8);
    }

    /// <summary>The name of a frame file, and how many values it has.</summary>
    public static (string Name, int Count) ReadFile(ref CanonicalScanner from)
    {
        from.Literal(File);
        // Not as text: what is no name of a file is refused before it is taken for one.
        string name = from.Left > 64 ? Encoding.ASCII.GetString(from.Next(64)) : "";
        if (!FrameFile.IsName(name)) throw from.Wrong("the hash of a frame file");
        from.Skip(64);
        from.Literal("\",\"count\":"u8);
        long count = from.Integer();
        return count is > FrameFile.Largest and <= FrameFile.Most ? (name, (int)count) : throw from.Wrong("the count of a large channel");
    }

    /// <param name="record">Gives the frame files; null when there are none to be read.</param>
    public static Frame Read(ref CanonicalScanner from, IRecord? record)
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
            if (from.Is(File))
            {
                (string file, int count) = ReadFile(ref from);
                from.Literal("}"u8);
                channels.Add(new Channel(name, unit, FrameFile.Read(record, file, count)));
                continue;
            }
            from.Literal(",\"values\":"u8);
            // Records from before there were frame files hold large channels like this.
            channels.Add(new Channel(name, unit, from.Bulk()));
            from.Literal("}"u8);
        }
        from.Literal("}"u8);
        from.End();
        return new Frame(source, time, sequence, channels.DrainToImmutable());
    }
}

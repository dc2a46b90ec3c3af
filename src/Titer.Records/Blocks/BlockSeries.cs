using Titer.Core;

namespace Titer.Records;

/// <summary>What the measurements of a block have in common with others of their kind: quantity, unit, and where it came from.</summary>
internal readonly record struct BlockSeries(Tag Tag, Unit Unit, string Source)
{
    /// <summary><c>[["pH","[pH]","ion-fet"],...]</c></summary>
    public static void Write(CanonicalText to, ReadOnlySpan<BlockSeries> list)
    {
        to.Literal("["u8);
        for (int i = 0; i < list.Length; i++)
        {
            to.Literal(i == 0 ? "["u8 : ",["u8);
            to.Tag(list[i].Tag);
            to.Literal(","u8);
            to.Unit(list[i].Unit);
            to.Literal(","u8);
            to.Text(list[i].Source ?? "");
            to.Literal("]"u8);
        }
        to.Literal("]"u8);
    }

    public static List<BlockSeries> Read(ref CanonicalScanner from)
    {
        var list = new List<BlockSeries>();
        from.Literal("["u8);
        while (from.Item(list.Count == 0))
        {
            from.Literal("["u8);
            Tag tag = from.Tag();
            from.Literal(","u8);
            Unit unit = from.Unit();
            from.Literal(","u8);
            list.Add(new BlockSeries(tag, unit, from.Text()));
            from.Literal("]"u8);
        }
        return list;
    }
}

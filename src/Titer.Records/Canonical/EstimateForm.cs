using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// <c>{"source","time","model","variables":[[tag,unit]],"values":base64,"covariance":base64,
/// "innovations":[{"tag","time","value","spread","used","reason"}]}</c>
/// </summary>
internal static class EstimateForm
{
    public static void Write(CanonicalText to, Estimate estimate)
    {
        to.Literal("{\"source\":"u8);
        to.Text(estimate.Source);
        to.Literal(",\"time\":"u8);
        to.Time(estimate.Time);
        to.Literal(",\"model\":"u8);
        to.Text(estimate.Model);
        to.Literal(",\"variables\":["u8);
        VariableLists.Write(to, estimate.Variables.OrEmpty());
        to.Literal(",\"values\":"u8);
        to.Bulk(estimate.Values);
        to.Literal(",\"covariance\":"u8);
        to.Bulk(estimate.Covariance);
        to.Literal(",\"innovations\":["u8);
        bool first = true;
        foreach (Innovation innovation in estimate.Innovations.OrEmpty())
        {
            to.Literal(first ? "{\"tag\":"u8 : ",{\"tag\":"u8);
            to.Tag(innovation.Tag);
            to.Literal(",\"time\":"u8);
            to.Time(innovation.Time);
            to.Literal(",\"value\":"u8);
            to.Number(innovation.Value);
            to.Literal(",\"spread\":"u8);
            to.Number(innovation.Spread);
            to.Literal(innovation.Used ? ",\"used\":true,\"reason\":"u8 : ",\"used\":false,\"reason\":"u8);
            to.Text(innovation.Reason ?? "");
            to.Literal("}"u8);
            first = false;
        }
        to.Literal("]}"u8);
    }

    public static Estimate Read(ref CanonicalScanner from, VariableLists lists)
    {
        from.Literal("{\"source\":"u8);
        string source = from.Text();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"model\":"u8);
        string model = from.Text();
        from.Literal(",\"variables\":["u8);
        ImmutableArray<Variable> variables = lists.Read(ref from);
        from.Literal(",\"values\":"u8);
        ImmutableArray<double> values = from.Bulk();
        from.Literal(",\"covariance\":"u8);
        ImmutableArray<double> covariance = from.Bulk();
        from.Literal(",\"innovations\":["u8);
        ImmutableArray<Innovation>.Builder innovations = ImmutableArray.CreateBuilder<Innovation>();
        while (from.Item(innovations.Count == 0)) innovations.Add(ReadInnovation(ref from));
        from.Literal("}"u8);
        from.End();
        return new Estimate(source, time, model, variables, values, covariance, innovations.DrainToImmutable());
    }

    private static Innovation ReadInnovation(ref CanonicalScanner from)
    {
        from.Literal("{\"tag\":"u8);
        Tag tag = from.Tag();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"value\":"u8);
        double value = from.Number();
        from.Literal(",\"spread\":"u8);
        double spread = from.Number();
        from.Literal(",\"used\":"u8);
        bool used = from.Boolean();
        from.Literal(",\"reason\":"u8);
        string reason = from.Text();
        from.Literal("}"u8);
        return new Innovation(tag, time, value, spread, used, reason);
    }
}

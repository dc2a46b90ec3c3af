using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// <c>{"controller","time","model","basis":{"time","variables":[[tag,unit]],"values":base64,"uncertainties":base64},"status","reason",
/// "iterations","cost","planTime","plan":{"columns":[[tag,unit]],"hours":base64,"rows":base64}}</c>; planTime is null when no plan is in force.
/// </summary>
internal static class DecisionForm
{
    public static void Write(CanonicalText to, Decision decision)
    {
        to.Literal("{\"controller\":"u8);
        to.Text(decision.Controller);
        to.Literal(",\"time\":"u8);
        to.Time(decision.Time);
        to.Literal(",\"model\":"u8);
        to.Text(decision.Model);
        to.Literal(",\"basis\":{\"time\":"u8);
        to.Time(decision.Basis.Time);
        to.Literal(",\"variables\":["u8);
        VariableLists.Write(to, decision.Basis.Variables);
        to.Literal(",\"values\":"u8);
        to.Bulk(decision.Basis.Values);
        to.Literal(",\"uncertainties\":"u8);
        to.Bulk(decision.Basis.Uncertainties);
        to.Literal("},\"status\":"u8);
        to.Text(decision.Status.Word());
        to.Literal(",\"reason\":"u8);
        to.Text(decision.Reason);
        to.Literal(",\"iterations\":"u8);
        to.Integer(decision.Iterations);
        to.Literal(",\"cost\":"u8);
        to.Number(decision.Cost);
        to.Literal(",\"planTime\":"u8);
        if (decision.PlanTime is { } planTime) to.Time(planTime);
        else to.Literal("null"u8);
        to.Literal(",\"plan\":{\"columns\":["u8);
        VariableLists.Write(to, decision.Plan.Columns);
        to.Literal(",\"hours\":"u8);
        to.Bulk(decision.Plan.Hours);
        to.Literal(",\"rows\":"u8);
        to.Bulk(decision.Plan.Rows);
        to.Literal("}}"u8);
    }

    public static Decision Read(ref CanonicalScanner from, VariableLists variables, VariableLists columns)
    {
        from.Literal("{\"controller\":"u8);
        string controller = from.Text();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"model\":"u8);
        string model = from.Text();
        from.Literal(",\"basis\":{\"time\":"u8);
        DateTimeOffset basisTime = from.Time();
        from.Literal(",\"variables\":["u8);
        ImmutableArray<Variable> basisVariables = variables.Read(ref from);
        from.Literal(",\"values\":"u8);
        ImmutableArray<double> values = from.Bulk();
        from.Literal(",\"uncertainties\":"u8);
        ImmutableArray<double> uncertainties = from.Bulk();
        from.Literal("},\"status\":"u8);
        if (!DecisionWords.TryRead(from.Text(), out DecisionStatus status)) throw from.Wrong("a status of a decision");
        from.Literal(",\"reason\":"u8);
        string reason = from.Text();
        from.Literal(",\"iterations\":"u8);
        long iterations = from.Integer();
        if (iterations is < 0 or > int.MaxValue) throw from.Wrong("a number of iterations");
        from.Literal(",\"cost\":"u8);
        double cost = from.Number();
        from.Literal(",\"planTime\":"u8);
        DateTimeOffset? planTime = ReadTimeOrNull(ref from);
        from.Literal(",\"plan\":{\"columns\":["u8);
        ImmutableArray<Variable> planColumns = columns.Read(ref from);
        from.Literal(",\"hours\":"u8);
        ImmutableArray<double> hours = from.Bulk();
        from.Literal(",\"rows\":"u8);
        ImmutableArray<double> rows = from.Bulk();
        from.Literal("}}"u8);
        from.End();
        try
        {
            return new Decision(controller, time, model, new DecisionBasis(basisTime, basisVariables, values, uncertainties), status, reason,
                (int)iterations, cost, planTime, new PlannedTrajectory(planColumns, hours, rows));
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static DateTimeOffset? ReadTimeOrNull(ref CanonicalScanner from)
    {
        if (!from.Next((byte)'n')) return from.Time();
        from.Literal("null"u8);
        return null;
    }
}

using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Records;

/// <summary>
/// <c>{"actuator","time","value","unit","lower","upper","controller","reason",
/// "evidence":[{"tag","time","status","reason","maximumAgeTicks"}]}</c>; a tick is 100 ns.
/// </summary>
internal static class CommandForm
{
    public static void Write(CanonicalText to, Command command)
    {
        to.Literal("{\"actuator\":"u8);
        to.Tag(command.Actuator);
        to.Literal(",\"time\":"u8);
        to.Time(command.Time);
        to.Literal(",\"value\":"u8);
        to.Number(command.Value);
        to.Literal(",\"unit\":"u8);
        to.Unit(command.Unit);
        to.Literal(",\"lower\":"u8);
        to.Number(command.Lower);
        to.Literal(",\"upper\":"u8);
        to.Number(command.Upper);
        to.Literal(",\"controller\":"u8);
        to.Text(command.Controller);
        to.Literal(",\"reason\":"u8);
        to.Text(command.Reason);
        to.Literal(",\"evidence\":["u8);
        bool first = true;
        foreach (Evidence evidence in command.Evidence.OrEmpty())
        {
            to.Literal(first ? "{\"tag\":"u8 : ",{\"tag\":"u8);
            to.Tag(evidence.Tag);
            to.Literal(",\"time\":"u8);
            to.Time(evidence.Time);
            QualityForm.Write(to, evidence.Quality);
            to.Literal(",\"maximumAgeTicks\":"u8);
            to.Integer(evidence.MaximumAge.Ticks);
            to.Literal("}"u8);
            first = false;
        }
        to.Literal("]}"u8);
    }

    public static Command Read(ref CanonicalScanner from)
    {
        from.Literal("{\"actuator\":"u8);
        Tag actuator = from.Tag();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        from.Literal(",\"value\":"u8);
        double value = from.Number();
        from.Literal(",\"unit\":"u8);
        Unit unit = from.Unit();
        from.Literal(",\"lower\":"u8);
        double lower = from.Number();
        from.Literal(",\"upper\":"u8);
        double upper = from.Number();
        from.Literal(",\"controller\":"u8);
        string controller = from.Text();
        from.Literal(",\"reason\":"u8);
        string reason = from.Text();
        from.Literal(",\"evidence\":["u8);
        ImmutableArray<Evidence>.Builder evidence = ImmutableArray.CreateBuilder<Evidence>();
        while (from.Item(evidence.Count == 0)) evidence.Add(ReadEvidence(ref from));
        from.Literal("}"u8);
        from.End();
        if (!(lower <= value && value <= upper))
            throw new InvalidDataException($"Command {actuator} = {value} is outside its limits [{lower}, {upper}].");
        return new Command(actuator, time, value, unit, lower, upper, controller, reason, evidence.DrainToImmutable());
    }

    private static Evidence ReadEvidence(ref CanonicalScanner from)
    {
        from.Literal("{\"tag\":"u8);
        Tag tag = from.Tag();
        from.Literal(",\"time\":"u8);
        DateTimeOffset time = from.Time();
        Quality quality = QualityForm.Read(ref from);
        from.Literal(",\"maximumAgeTicks\":"u8);
        long ticks = from.Integer();
        from.Literal("}"u8);
        return new Evidence(tag, time, quality, TimeSpan.FromTicks(ticks));
    }
}

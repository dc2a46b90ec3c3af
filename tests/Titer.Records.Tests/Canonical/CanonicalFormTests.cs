using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CsCheck;
using Titer.Core;

namespace Titer.Records.Tests;

public class CanonicalFormTests
{
    private static readonly DateTimeOffset Six = new(2026, 3, 1, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_frame_comes_back_bit_for_bit() => RecordGen.Frame.Sample(frame =>
    {
        Frame back = new EntryDecoder().Frame(Payload.Entry(frame));
        return back.Source == frame.Source && back.Time == frame.Time && back.Sequence == frame.Sequence
            && back.Channels.Select(c => (c.Name, c.Unit)).SequenceEqual(frame.Channels.Select(c => (c.Name, c.Unit)))
            && back.Channels.Zip(frame.Channels).All(p => Same(p.First.Values, p.Second.Values));
    });

    [Fact]
    public void Every_measurement_comes_back_bit_for_bit() => RecordGen.Measurement.Sample(m =>
    {
        Measurement back = new EntryDecoder().Measurement(Payload.Entry(m));
        return back == m && Same(back.Value, m.Value) && Same(back.StandardUncertainty, m.StandardUncertainty);
    });

    [Fact]
    public void Every_estimate_comes_back_bit_for_bit() => RecordGen.Estimate.Sample(e =>
    {
        Estimate back = new EntryDecoder().Estimate(Payload.Entry(e));
        return (back.Source, back.Time, back.Model) == (e.Source, e.Time, e.Model) && back.Variables.SequenceEqual(e.Variables)
            && Same(back.Values, e.Values) && Same(back.Covariance, e.Covariance) && back.Innovations.SequenceEqual(e.Innovations)
            && back.Innovations.Zip(e.Innovations).All(p => Same(p.First.Value, p.Second.Value) && Same(p.First.Spread, p.Second.Spread));
    });

    [Fact]
    public void Every_command_comes_back_bit_for_bit() => RecordGen.Command.Sample(c =>
    {
        Command back = new EntryDecoder().Command(Payload.Entry(c));
        return (back.Actuator, back.Time, back.Unit, back.Controller, back.Reason) == (c.Actuator, c.Time, c.Unit, c.Controller, c.Reason)
            && Same(back.Value, c.Value) && Same(back.Lower, c.Lower) && Same(back.Upper, c.Upper) && back.Evidence.SequenceEqual(c.Evidence);
    });

    [Fact]
    public void Every_event_comes_back_bit_for_bit() => RecordGen.Event.Sample(e =>
    {
        Event back = new EntryDecoder().Event(Payload.Entry(e));
        return (back.Time, back.Kind, back.Severity, back.Source, back.Code, back.Message) == (e.Time, e.Kind, e.Severity, e.Source, e.Code, e.Message)
            && back.Data.Count == e.Data.Count && back.Data.All(d => e.Data[d.Key] == d.Value);
    });

    [Fact]
    public void Every_decision_comes_back_bit_for_bit() => RecordGen.Decision.Sample(d =>
    {
        Decision back = new EntryDecoder().Decision(Payload.Entry(d));
        return (back.Controller, back.Time, back.Model, back.Status, back.Reason, back.Iterations, back.PlanTime)
                == (d.Controller, d.Time, d.Model, d.Status, d.Reason, d.Iterations, d.PlanTime)
            && Same(back.Cost, d.Cost) && back.Basis.Time == d.Basis.Time && back.Basis.Variables.SequenceEqual(d.Basis.Variables)
            && Same(back.Basis.Values, d.Basis.Values) && Same(back.Basis.Uncertainties, d.Basis.Uncertainties)
            && back.Plan.Columns.SequenceEqual(d.Plan.Columns) && Same(back.Plan.Hours, d.Plan.Hours) && Same(back.Plan.Rows, d.Plan.Rows);
    });

    [Fact]
    public void Reading_and_writing_again_gives_the_same_bytes() => RecordGen.Any.Sample(record =>
    {
        byte[] bytes = Payload.Of(record);
        return bytes.AsSpan().SequenceEqual(Payload.Of(new EntryDecoder().Decode(Payload.Entry(Payload.KindOf(record), bytes))));
    });

    [Fact]
    public void One_decoder_reads_records_of_all_kinds_one_after_the_other() => RecordGen.Any.Array[2, 40].Sample(records =>
    {
        var decoder = new EntryDecoder();
        foreach (object record in records)
        {
            byte[] bytes = Payload.Of(record);
            Assert.Equal(bytes, Payload.Of(decoder.Decode(Payload.Entry(Payload.KindOf(record), bytes))));
        }
    });

    [Fact]
    public void Any_JSON_reader_understands_the_canonical_form() => RecordGen.Any.Sample(record =>
    {
        using JsonDocument document = JsonDocument.Parse(Payload.Of(record));
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    });

    [Fact]
    public void A_changed_byte_of_a_payload_is_refused_with_a_sentence_or_reads_as_another_record() =>
        Gen.Select(RecordGen.Any, Gen.Int[0, int.MaxValue], Gen.Byte).Sample((record, at, value) =>
        {
            byte[] bytes = Payload.Of(record);
            bytes[at % bytes.Length] = value;
            try
            {
                new EntryDecoder().Decode(Payload.Entry(Payload.KindOf(record), bytes));
            }
            catch (InvalidDataException e)
            {
                Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
            }
        }, iter: 20_000);

    [Fact]
    public void A_truncated_payload_is_refused() => Gen.Select(RecordGen.Any, Gen.Int[0, int.MaxValue]).Sample((record, at) =>
    {
        byte[] bytes = Payload.Of(record);
        Assert.Throws<InvalidDataException>(() => new EntryDecoder().Decode(Payload.Entry(Payload.KindOf(record), bytes[..(at % bytes.Length)])));
        Assert.Throws<InvalidDataException>(() => new EntryDecoder().Decode(Payload.Entry(Payload.KindOf(record), [.. bytes, (byte)' '])));
    });

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    [InlineData(-0.0, "-0")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e16, "10000000000000000")] // where .NET changes to exponents is part of the form: another place would break bit for bit replay
    [InlineData(1e17, "1E+17")]
    [InlineData(1e-4, "0.0001")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(5e-324, "5E-324")]
    public void A_number_is_written_as_the_shortest_decimal_that_reads_back(double value, string text)
    {
        string payload = Encoding.UTF8.GetString(Payload.Of(new Measurement(new Tag("pH"), Six, value, Unit.PH, 0.02, Quality.Good, "ion-fet", 4)));
        Assert.Contains($"\"value\":{text},", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void The_forms_are_those_of_the_documentation()
    {
        string documentation = Documentation();
        foreach (object record in (object[])
        [
            new Frame("oxygen", Six, 12, [new Channel("phase", Unit.Degree, [1, -0.0])]),
            new Measurement(new Tag("pH"), Six.ToOffset(TimeSpan.FromHours(2)), 7.02, Unit.PH, 0.015, Quality.OutOfSpecification("sites \"2\" and 3 disagree"), "ion-fet", 4),
            new Estimate("ukf", Six, "ab12", [new Variable(new Tag("glucose"), Unit.Millimolar)], [30], [0.25], [new Innovation(new Tag("glucose"), Six.AddHours(-1), 0.5, 0.75, true)]),
            new Command(new Tag("feed-pump"), Six, 0.4, Unit.LitrePerHour, 0, 2, "glucose/feed", "feedback", [new Evidence(new Tag("glucose"), Six, Quality.Good, TimeSpan.FromMinutes(30))]),
            new Decision("strategy/predictive", Six, "ab12",
                new DecisionBasis(Six.AddMinutes(-5), [new Variable(new Tag("glucose"), Unit.Millimolar)], [30], [0.5]), DecisionStatus.Deadline,
                "Time was up after 2 iterations; the plan of 05:00 goes on.", 2, -1.25, Six.AddHours(-1),
                new PlannedTrajectory([new Variable(new Tag("glucose"), Unit.Millimolar), new Variable(new Tag("feed-pump"), Unit.LitrePerHour)], [-1, 5], [30, 0.5, 28, 0.25])),
            new Event(Six, EventKind.Alarm, Severity.High, "pH", "alarm.raised", "pH is high.").With("value", "7.31").With("limit", "7.2"),
        ])
        {
            Assert.Contains($"```json\n{Text(record)}\n```", documentation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_command_outside_its_limits_is_not_read()
    {
        byte[] bytes = Payload.Of(new Command(new Tag("feed-pump"), Six, 1.5, Unit.LitrePerHour, 0, 2, "c", "r", []));
        byte[] outside = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("1.5", "3.5", StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => new EntryDecoder().Command(Payload.Entry(EntryKind.Command, outside)));
    }

    private static string Documentation()
    {
        DirectoryInfo? place = new(AppContext.BaseDirectory);
        while (place is not null && !File.Exists(Path.Combine(place.FullName, "docs", "record.md"))) place = place.Parent;
        return File.ReadAllText(Path.Combine(place?.FullName ?? ".", "docs", "record.md"));
    }

    private static string Text(object record) => Encoding.UTF8.GetString(Payload.Of(record));

    private static bool Same(double a, double b) => double.IsNaN(a) ? double.IsNaN(b) : BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    private static bool Same(ImmutableArray<double> a, ImmutableArray<double> b) =>
        a.Select(BitConverter.DoubleToInt64Bits).SequenceEqual(b.Select(BitConverter.DoubleToInt64Bits));
}

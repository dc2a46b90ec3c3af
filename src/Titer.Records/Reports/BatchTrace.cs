using System.Collections.Immutable;
using System.Globalization;
using Titer.Core;
using Titer.Records.Signatures;

namespace Titer.Records.Reports;

/// <summary>What a report needs of a record, gathered and verified in one pass over its entries.</summary>
internal sealed class BatchTrace
{
    private readonly ReportLayout _layout;

    private BatchTrace(ReportLayout layout)
    {
        _layout = layout;
        foreach (ReportPanel panel in layout.Panels)
        {
            if (panel.Estimate is { } estimate) Estimates.TryAdd((estimate, panel.Unit), new Series());
            foreach (Tag tag in panel.Measurements) Measurements.TryAdd((tag, panel.Unit), new Points());
            foreach (Tag tag in panel.Commands) Commands.TryAdd((tag, panel.Unit), new Series());
        }
    }

    public Dictionary<(Tag, Unit), Series> Estimates { get; } = [];
    public Dictionary<(Tag, Unit), Points> Measurements { get; } = [];
    public Dictionary<(Tag, Unit), Series> Commands { get; } = [];
    public Dictionary<Tag, (Unit Unit, List<SetPointStep> Steps)> SetPoints { get; } = [];
    public SortedDictionary<Tag, MeasurementCount> Counts { get; } = [];
    public List<Event> Events { get; } = [];
    public List<Decision> Decisions { get; } = [];
    public DateTimeOffset Start { get; private set; }
    public double EndHours { get; private set; }
    public DateTimeOffset End => Start.AddTicks((long)Math.Round(EndHours * TimeSpan.TicksPerHour));
    public ReportFigures Figures { get; private set; } = new(new(0, "", false, null, ""), [], []);
    public Verification Verification => Figures.Verification;

    /// <summary>What people signed, up to where the record is sound.</summary>
    public SignatureLedger Signatures { get; private set; } = new();

    private readonly Dictionary<(string Source, Tag Tag), InnovationConsistency> _consistency = [];

    // Two accounts per controlled variable: the estimate counts, the measurement where no estimate has the tag.
    private readonly SortedDictionary<Tag, (SpecificationTime Estimated, SpecificationTime Measured)> _specifications = [];

    public IEnumerable<(SpecificationTime Time, string From)> Specifications => _specifications.Values
        .Select(s => s.Estimated.HasValues || !s.Measured.HasValues ? (s.Estimated, "estimate") : (s.Measured, "measurement"))
        .Where(s => s.Item1.HoursKnown + s.Item1.HoursUnknown > 0);

    /// <summary>Number of the entry that holds an event.</summary>
    public Dictionary<Event, long> Numbers { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Chips and other sources of frames, by name.</summary>
    public SortedDictionary<string, ChipUse> Chips { get; } = new(StringComparer.Ordinal);

    /// <summary>Content hashes of the models that each estimator used.</summary>
    public SortedDictionary<string, HashSet<string>> Models { get; } = new(StringComparer.Ordinal);

    /// <summary>Hash of the first entry: the same for every reading of the same batch.</summary>
    public string Origin { get; private set; } = "";

    /// <param name="upto">The last entry that is looked at; what was written later is as if it were not there.</param>
    public static BatchTrace Read(IRecord record, ReportLayout layout, long upto = long.MaxValue)
    {
        var trace = new BatchTrace(layout);
        var check = new ChainCheck();
        try
        {
            Seals seals = record.Seals();
            if (upto < record.Count) seals = seals with { Checkpoints = [.. seals.Checkpoints.Where(c => c.Entry <= upto)] };
            check = new ChainCheck(seals, null, record);
            foreach (Entry entry in record.Read())
            {
                if (entry.Number > upto) break;
                object? content = check.Accept(entry);
                if (content is null) break;
                if (entry.Number == 1) (trace.Start, trace.Origin) = (entry.Time, System.Convert.ToHexStringLower(entry.Hash.Span));
                // Signatures come when the run is over, by the clock of those who sign.
                if (content is not Event { Kind: EventKind.Signature }) trace.EndHours = Math.Max(trace.EndHours, trace.Hours(entry.Time));
                trace.Take(content);
                if (content is Event happened) trace.Numbers[happened] = entry.Number;
            }
            if (record.StorageFault() is { } fault) check.Break(fault);
        }
        catch (InputException e)
        {
            check.Break(e.Message);
        }
        foreach ((SpecificationTime estimated, SpecificationTime measured) in trace._specifications.Values)
        {
            estimated.End(trace.EndHours);
            measured.End(trace.EndHours);
        }
        trace.Signatures = check.Signatures;
        trace.Figures = new ReportFigures(check.Result, DecisionFigures.Of(trace.Decisions),
            [.. trace._consistency.OrderBy(c => c.Key.Source, StringComparer.Ordinal).ThenBy(c => c.Key.Tag)
                .Select(c => (c.Key.Source, c.Key.Tag, c.Value))])
        {
            Models = [.. trace.Events.Where(e => e.Code == ModelUse.Code).Select(ModelUse.Of)],
            Steps = [.. trace.Events.Where(e => e.Code == DoseStepFigures.Code).Select(DoseStepFigures.Of)],
            ShelfLives = [.. trace.Events.Where(e => e.Code == ShelfLifeFigures.Code).Select(ShelfLifeFigures.Of)],
        };
        return trace;
    }

    public double Hours(DateTimeOffset time) => (time - Start).TotalHours;

    public Event? First(string code) => Events.Find(e => e.Code == code);

    public Event? Last(string code) => Events.FindLast(e => e.Code == code);

    private void Take(object content)
    {
        switch (content)
        {
            case Measurement measurement: Take(measurement); break;
            case ImmutableArray<Measurement> block:
                foreach (Measurement one in block) Take(one);
                break;
            case Estimate estimate: Take(estimate); break;
            case Decision decision: Decisions.Add(decision); break;
            case Frame frame:
                if (!Chips.TryGetValue(frame.Source, out ChipUse? chip)) Chips[frame.Source] = chip = new ChipUse(frame);
                chip.Add(frame);
                break;
            case Command command:
                foreach (((Tag tag, Unit unit), Series series) in Commands)
                    if (tag == command.Actuator) series.AddStep(Hours(command.Time), Convert(command.Value, command.Unit, unit, tag));
                break;
            case Event happened:
                // Set points of a ramp come every few minutes; they are drawn, not listed.
                if (happened.Code == "setpoint.changed") Take(happened);
                else Events.Add(happened);
                break;
        }
    }

    private void Take(Measurement measurement)
    {
        if (!Counts.TryGetValue(measurement.Tag, out MeasurementCount? count)) Counts[measurement.Tag] = count = new MeasurementCount();
        count.Add(measurement.Quality);
        double hours = Hours(measurement.Time);
        if (_specifications.TryGetValue(measurement.Tag, out var specification))
        {
            Unit own = specification.Measured.Unit;
            specification.Measured.Value(hours, measurement.Quality.IsBad
                ? double.NaN
                : Convert(measurement.Value, measurement.Unit, own, measurement.Tag));
        }
        foreach (((Tag tag, Unit unit), Points points) in Measurements)
        {
            if (tag != measurement.Tag) continue;
            Series series = measurement.Quality.IsBad ? points.Bad : measurement.Quality.IsGood ? points.Good : points.Uncertain;
            double value = Convert(measurement.Value, measurement.Unit, unit, tag);
            double above = Convert(measurement.Value + measurement.StandardUncertainty, measurement.Unit, unit, tag);
            series.Add(hours, value, Math.Abs(above - value));
        }
    }

    private void Take(Estimate estimate)
    {
        double hours = Hours(estimate.Time);
        if (!Models.TryGetValue(estimate.Source, out HashSet<string>? models)) Models[estimate.Source] = models = new(StringComparer.Ordinal);
        models.Add(estimate.Model);
        foreach (((Tag tag, Unit unit), Series series) in Estimates)
        {
            int i = estimate.IndexOf(tag);
            if (i < 0) continue;
            Unit own = estimate.Variables[i].Unit;
            double value = Convert(estimate.Values[i], own, unit, tag);
            series.Add(hours, value, Math.Abs(Convert(estimate.Values[i] + estimate.Uncertainty(tag), own, unit, tag) - value));
        }
        foreach (Innovation innovation in estimate.Innovations)
        {
            (string, Tag) key = (estimate.Source, innovation.Tag);
            if (!_consistency.TryGetValue(key, out InnovationConsistency? consistency))
                _consistency[key] = consistency = new InnovationConsistency();
            consistency.Add(innovation);
        }
        foreach ((Tag tag, (SpecificationTime estimated, _)) in _specifications)
        {
            int i = estimate.IndexOf(tag);
            if (i >= 0) estimated.Value(hours, Convert(estimate.Values[i], estimate.Variables[i].Unit, estimated.Unit, tag));
        }
    }

    private void Take(Event setPoint)
    {
        if (!setPoint.Data.TryGetValue("tag", out string? name) || !setPoint.Data.TryGetValue("value", out string? value)) return;
        var tag = new Tag(name);
        Unit unit = setPoint.Data.TryGetValue("unit", out string? code) && Unit.TryParse(code, out Unit known) ? known : default;
        var step = new SetPointStep(
            Hours(setPoint.Time), Number(value),
            Number(setPoint.Data.GetValueOrDefault("low")), Number(setPoint.Data.GetValueOrDefault("high")));
        if (!SetPoints.TryGetValue(tag, out var steps)) SetPoints[tag] = steps = (unit, []);
        steps.Steps.Add(step);
        if (!_specifications.TryGetValue(tag, out var specification))
            _specifications[tag] = specification = (new SpecificationTime(tag), new SpecificationTime(tag));
        string ramp = setPoint.Data.GetValueOrDefault("ramp", "");
        specification.Estimated.Target(step.Hours, unit, step, ramp);
        specification.Measured.Target(step.Hours, unit, step, ramp);
    }

    /// <summary>NaN for <c>off</c>, for an absent limit and for anything else that is no number.</summary>
    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : double.NaN;

    public double Convert(double value, Unit from, Unit to, Tag tag) => from.TryConvert(value, to, out double converted) ? converted
        : throw new ArgumentException($"The report '{_layout.Title}' wants {tag} in {to}, but the record holds it in {from}.");
}

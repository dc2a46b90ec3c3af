using System.Collections.Immutable;
using Titer.Core;
using Titer.Design.Calibration;
using Titer.Design.Transcription;
using Titer.Processes.Transcription;

namespace Titer.Field.Files.Transcription;

/// <summary>A row of a table: a mix and what was measured of it.</summary>
/// <param name="Condition">The mix in words; rows of one condition are one experiment.</param>
internal sealed record IvtRow(string Condition, IvtConditions Mix, ImmutableArray<Observation> Observations)
{
    /// <summary>Rows to experiments, in the order of the file; observations in the order of time.</summary>
    public static IvtDataSet Collect(CsvTable table, string kind, string group, IEnumerable<IvtRow> rows,
        IEnumerable<(int State, string Name)> responses, params ImmutableArray<string> assumptions)
    {
        var experiments = new List<(Experiment, IvtConditions)>();
        foreach (IGrouping<string, IvtRow> same in rows.GroupBy(r => r.Condition, StringComparer.Ordinal))
        {
            IvtConditions mix = same.First().Mix;
            ImmutableArray<Observation> observations = [.. same.SelectMany(r => r.Observations).OrderBy(o => o.Time)];
            if (observations.IsEmpty) continue;
            experiments.Add((new Experiment(same.Key, group, mix.Start(), [.. InVitroTranscription.Description.DefaultInputs()], mix.Own(),
                observations), mix));
        }
        return new(table.File, kind, [.. experiments.Select(e => e.Item1)], [.. experiments.Select(e => e.Item2)],
            responses.ToImmutableDictionary(r => r.State, r => r.Name), assumptions);
    }

    /// <exception cref="InputException">The value is negative.</exception>
    public static double NotNegative(double value, string what, string place) =>
        value >= 0 ? value : throw new InputException(place, $"{what} is negative ({value}).");
}

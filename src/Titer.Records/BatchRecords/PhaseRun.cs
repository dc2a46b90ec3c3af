using Titer.Core;
using Titer.Records.Reports;

namespace Titer.Records.BatchRecords;

/// <summary>One phase as it ran.</summary>
/// <param name="Why">What ended it; empty when it did not end.</param>
internal sealed record PhaseRun(string Operation, string Phase, Event Started, Event? Completed, string Why, double StartHours, double EndHours)
{
    public bool IsCompleted => Completed is not null;
    public double Hours => EndHours - StartHours;

    /// <summary>In the order in which they began; one that did not complete ends where the next one begins, or with the record.</summary>
    public static List<PhaseRun> Of(BatchTrace trace)
    {
        List<Event> recipe = trace.Events.FindAll(e => e.Kind == EventKind.Recipe);
        var phases = new List<PhaseRun>();
        for (int i = 0; i < recipe.Count; i++)
        {
            Event begun = recipe[i];
            if (begun.Code != "phase.started") continue;
            string phase = begun.Data.GetValueOrDefault("phase", ""), why = "";
            Event? ended = null;
            int k = i + 1;
            for (; k < recipe.Count && ended is null && recipe[k].Code != "phase.started"; k++)
            {
                if (recipe[k].Code == "transition" && recipe[k].Data.GetValueOrDefault("from") == phase) why = recipe[k].Data.GetValueOrDefault("why", "");
                if (recipe[k].Code == "phase.completed" && recipe[k].Data.GetValueOrDefault("phase") == phase) ended = recipe[k];
            }
            double end = ended is not null ? trace.Hours(ended.Time) : k < recipe.Count ? trace.Hours(recipe[k].Time) : trace.EndHours;
            phases.Add(new PhaseRun(begun.Data.GetValueOrDefault("operation", ""), phase, begun, ended, why, trace.Hours(begun.Time), end));
        }
        return phases;
    }
}

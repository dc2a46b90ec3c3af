using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Titer.App.Alarms;
using Titer.App.Hosting;
using Titer.Control.Alarms;

namespace Titer.App.Web.Alarms;

/// <summary>The history of the alarms of all units as a file, for whoever is logged in.</summary>
internal static class AlarmHistoryEndpoint
{
    public const string Path = "/alarms/history.csv";

    public static void MapAlarmHistory(this IEndpointRouteBuilder app) =>
        app.MapGet(Path, (UnitHost units, string? text, AlarmPriority? priority) =>
        {
            var filter = new AlarmFilter(text?.Trim() ?? "", priority);
            var file = new StringBuilder(AlarmCsv.Header);
            foreach (UnitSnapshot unit in units.Snapshots)
                foreach (AlarmOccurrence o in unit.AlarmList.History)
                    if (filter.Fits(unit.Name, o)) file.Append(AlarmCsv.Of(unit.Name, o));
            return Results.File(Encoding.UTF8.GetBytes(file.ToString()), "text/csv; charset=utf-8", "alarms.csv");
        });
}

using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Titer.App.Hosting;
using Titer.Plant;

namespace Titer.App.Web.Observation;

/// <summary>
/// Metrics for Prometheus at <c>/metrics</c>, for a token or a session, and traces of the loop's stages. Traces go to the collector that
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names, and nowhere when none is named.
/// </summary>
internal static class Observation
{
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT", OfSite = "Titer.Site";

    private static readonly string[] OfServer =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits"];

    public static void AddObservation(this IServiceCollection services)
    {
        var telemetry = services.AddOpenTelemetry().WithMetrics(m => m.AddMeter([UnitMeter.Name, OfSite, .. OfServer]).AddPrometheusExporter());
        if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(Collector)))
            telemetry.WithTracing(t => t.AddSource(UnitLoop.Traced).AddOtlpExporter());
        services.AddSingleton(s => new SiteGauges(s.GetRequiredService<UnitHost>()));
    }

    public static void MapObservation(this IEndpointRouteBuilder app)
    {
        app.ServiceProvider.GetRequiredService<SiteGauges>();
        app.MapPrometheusScrapingEndpoint("/metrics").RequireAuthorization();
    }

    /// <summary>What stands now, looked at when somebody asks.</summary>
    private sealed class SiteGauges : IDisposable
    {
        private readonly Meter _meter = new(OfSite);

        public SiteGauges(UnitHost host)
        {
            _meter.CreateObservableGauge("titer.units", () => host.Snapshots.GroupBy(u => u.State)
                .Select(g => new Measurement<int>(g.Count(), new KeyValuePair<string, object?>("state", $"{g.Key}"))), "{unit}", "Units by how they stand.");
            _meter.CreateObservableGauge("titer.alarms", () => host.Snapshots.SelectMany(u => u.Alarms).GroupBy(a => a.Severity)
                .Select(g => new Measurement<int>(g.Count(), new KeyValuePair<string, object?>("severity", $"{g.Key}"))), "{alarm}", "Alarms that stand.");
        }

        public void Dispose() => _meter.Dispose();
    }
}

using System.Globalization;
using Titer.App.Hosting;
using Titer.Core;

namespace Titer.App.Web.Pages;

/// <summary>How pages write numbers: with a point in every language, with the uncertainty and the unit.</summary>
internal static class Figures
{
    public static string Hours(double hours) => string.Create(CultureInfo.InvariantCulture, $"{hours:F1} h");

    /// <summary>The value, the half width of its 95 % interval, and the unit.</summary>
    public static string WithUncertainty(ShownEstimate e) => $"{In(e.Value, e.Format)} ± {In(1.96 * e.Uncertainty, e.Format)} {e.Unit.Symbol}";

    public static string WithUncertainty(Measurement m, string format) =>
        $"{In(m.Value, format)} ± {In(1.96 * m.StandardUncertainty, format)} {m.Unit.Symbol}";

    public static string In(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}

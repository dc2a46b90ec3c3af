using System.Globalization;
using Titer.Core;

namespace Titer.Batch;

/// <summary>
/// A change per time as equipment files write it: <c>1 Cel/h</c>, <c>60 /min/min</c> (a stirrer's acceleration),
/// <c>5 L/min/min</c>.
/// </summary>
public readonly record struct Rate(double Value, Unit Unit, Unit Per)
{
    /// <summary>The change in <see cref="Unit"/> per hour.</summary>
    public double PerHour => Value * (Unit.Hour.TryConvert(1, Per, out double perHour) ? perHour : double.NaN);

    public override string ToString() => $"{Value.ToString("R", CultureInfo.InvariantCulture)} {Unit}/{Per}";

    public static bool TryParse(string text, out Rate rate, out string problem)
    {
        rate = default;
        if (!Quantity.TrySplit(text, out double value, out string code, out problem)) return false;
        int slash = code.LastIndexOf('/');
        if (slash <= 0 || !Unit.TryParse(code[(slash + 1)..], out Unit per) || !per.TryConvert(1, Unit.Hour, out _))
        {
            problem = $"'{text}' is not a rate, such as '1 Cel/h' or '60 /min/min'";
            return false;
        }
        if (!Quantity.TryUnit(code[..slash], out Unit unit, out problem)) return false;
        rate = new Rate(value, unit, per);
        return true;
    }
}

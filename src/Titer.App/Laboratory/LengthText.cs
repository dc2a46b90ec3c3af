using System.Globalization;
using Titer.Core;

namespace Titer.App.Laboratory;

/// <summary>Lengths on the command line: a number and its unit, such as <c>650nm</c>, <c>1.4um</c>, <c>0.3mm</c>.</summary>
internal static class LengthText
{
    private static readonly (string Unit, double Micrometres)[] Units =
        [("nm", 1e-3), ("um", 1), ("µm", 1), ("μm", 1), ("mm", 1e3), ("cm", 1e4), ("m", 1e6)];

    /// <summary>A length in um.</summary>
    /// <param name="option">Name of the option, for the sentence.</param>
    /// <exception cref="InputException">It is no length, or outside the limits (um).</exception>
    public static double Read(string option, string text, double least, double most)
    {
        string trimmed = text.Trim();
        foreach ((string unit, double factor) in Units)
        {
            if (!trimmed.EndsWith(unit, StringComparison.Ordinal)) continue;
            if (!double.TryParse(trimmed[..^unit.Length].TrimEnd(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)) break;
            double micrometres = value * factor;
            if (!(micrometres >= least && micrometres <= most))
                throw new InputException(option, $"{text} is outside {Show(least)} to {Show(most)}.");
            return micrometres;
        }
        throw new InputException(option, $"'{text}' is no length; write a number and its unit nm, um or mm, such as 1.4um.");
    }

    /// <summary>Two lengths with a hyphen between, in um.</summary>
    /// <exception cref="InputException">It is no range, or its end is not above its beginning.</exception>
    public static (double Near, double Far) ReadRange(string option, string text, double least, double most)
    {
        string[] ends = text.Split('-');
        if (ends.Length != 2) throw new InputException(option, $"'{text}' is no range; write two lengths, such as 0.3mm-7mm.");
        (double near, double far) = (Read(option, ends[0], least, most), Read(option, ends[1], least, most));
        if (near >= far) throw new InputException(option, $"{ends[0].Trim()} is not below {ends[1].Trim()}.");
        return (near, far);
    }

    private static string Show(double micrometres) => micrometres switch
    {
        < 1 => string.Create(CultureInfo.InvariantCulture, $"{micrometres * 1e3:0.###}nm"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{micrometres / 1e3:0.###}mm"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{micrometres:0.###}um"),
    };
}

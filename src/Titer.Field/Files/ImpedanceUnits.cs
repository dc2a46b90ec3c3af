namespace Titer.Field.Files;

/// <summary>Units in the headers of spectrum files: <c>(Hz)</c>, <c>[kOhm]</c>, <c>/deg</c>, <c>freq_kHz</c>; case decides between m and M.</summary>
internal static class ImpedanceUnits
{
    private static readonly string[] Frequencies = ["MHz", "kHz", "mHz", "Hz"];

    /// <summary>Takes the unit off a name and makes the rest lower case; empty where there is none.</summary>
    public static string Of(ref string name)
    {
        string unit = "";
        int open = name.LastIndexOfAny(['(', '[', '{']), slash = name.LastIndexOf('/');
        // re(z) has its symbol in the bracket, not a unit.
        if (open > 0 && name[^1] is ')' or ']' or '}' && !name[(open + 1)..^1].Equals("z", StringComparison.OrdinalIgnoreCase))
            (unit, name) = (name[(open + 1)..^1], name[..open]);
        else if (slash > 0) (unit, name) = (name[(slash + 1)..].Trim('(', ')', '[', ']'), name[..slash]);
        else
            foreach (string suffix in Frequencies)
                if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > suffix.Length)
                {
                    (unit, name) = (suffix, name[..^suffix.Length]);
                    break;
                }
        if (unit.Length == 0 && name.Length > 3 && name.EndsWith("ohm", StringComparison.OrdinalIgnoreCase)) (unit, name) = ("Ohm", name[..^3]);
        name = name.ToLowerInvariant();
        return unit;
    }

    /// <summary>What a value is multiplied with to be in Hz, Ohm or degrees; null for a unit that is not one of that kind.</summary>
    public static double? Factor(string unit, string kind)
    {
        string lower = unit.ToLowerInvariant();
        if (unit.Length == 0) return kind == "angular frequency" ? 1 / (2 * Math.PI) : 1;
        return kind switch
        {
            "frequency" => unit == "MHz" ? 1e6 : unit == "mHz" ? 1e-3 : lower switch
            {
                "hz" or "1/s" or "s-1" => 1,
                "khz" => 1e3,
                "ghz" => 1e9,
                "rad/s" => 1 / (2 * Math.PI),
                _ => null,
            },
            "angular frequency" => lower is "rad/s" or "1/s" or "s-1" ? 1 / (2 * Math.PI) : null,
            "impedance" => unit.StartsWith('M') && lower is "mohm" or "mohms" ? 1e6 : lower switch
            {
                "ohm" or "ohms" or "o" => 1,
                "kohm" or "kohms" => 1e3,
                "mohm" or "mohms" => 1e-3,
                "gohm" => 1e9,
                _ => null,
            },
            _ => lower is "°" or "deg" or "degree" or "degrees" or "º" ? 1 : lower is "rad" ? 180 / Math.PI : null,
        };
    }
}

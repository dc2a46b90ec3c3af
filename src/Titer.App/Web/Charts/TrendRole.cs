namespace Titer.App.Web.Charts;

/// <summary>What a curve is, which decides how it is drawn: never by colour alone.</summary>
public enum TrendRole
{
    /// <summary>Thin line, with points where they are far enough apart.</summary>
    Measured,
    /// <summary>Thick line.</summary>
    Estimated,
    /// <summary>Dashed steps: it holds until the next.</summary>
    SetPoint,
    /// <summary>Dotted line into the future; each update replaces it.</summary>
    Plan,
}

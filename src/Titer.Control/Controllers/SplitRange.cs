namespace Titer.Control.Controllers;

/// <summary>
/// One actuator's share of a controller's 0-100 % output: from <paramref name="From"/> % to <paramref name="To"/> % it goes from
/// <paramref name="AtFrom"/> to <paramref name="AtTo"/>.
/// </summary>
public readonly record struct SplitRange(double From, double To, double AtFrom, double AtTo)
{
    /// <summary>The output at which the actuator is told this, the nearest end when it is told less or more.</summary>
    public double PercentAt(double value) => From + (To - From) * Math.Clamp((value - AtFrom) / (AtTo - AtFrom), 0, 1);

    public double Of(double percent) => AtFrom + (AtTo - AtFrom) * Math.Clamp((percent - From) / (To - From), 0, 1);
}

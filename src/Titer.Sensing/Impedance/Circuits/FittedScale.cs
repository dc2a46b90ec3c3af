namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// Between a parameter in its unit and the number that is fitted: the logarithm of what is positive, so that no step leads below zero and
/// all parameters weigh alike; an exponent as it is.
/// </summary>
internal static class FittedScale
{
    public static double To(ElementParameter definition, double value) => definition.IsExponent ? value : Math.Log(value);

    public static double From(ElementParameter definition, double fitted) => definition.IsExponent ? fitted : Math.Exp(fitted);

    /// <summary>Standard uncertainty in the unit of the parameter, to first order (JCGM 100:2008, 5.1.2).</summary>
    public static double Uncertainty(ElementParameter definition, double value, double fitted) => definition.IsExponent ? fitted : value * fitted;
}

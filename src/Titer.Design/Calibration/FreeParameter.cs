using Titer.Numerics;

namespace Titer.Design.Calibration;

/// <summary>
/// A parameter of the model that a calibration may move. It is fitted as its natural logarithm: rates and equilibrium constants are positive, spread
/// over decades, and their literature values are uncertain by a factor.
/// </summary>
/// <param name="Parameter">Position in the model's parameters.</param>
/// <param name="Start">First value, positive.</param>
/// <param name="Low">Lower bound, positive.</param>
/// <param name="High">Upper bound.</param>
/// <param name="PriorMedian">Median of a log-normal prior.</param>
/// <param name="PriorDecades">Its standard deviation in decades (log10); infinite for no prior.</param>
public sealed record FreeParameter(int Parameter, double Start, double Low, double High, double PriorMedian,
    double PriorDecades = double.PositiveInfinity)
{
    /// <summary>In the logarithm, as the solver sees it.</summary>
    public FitParameter Logarithmic => new(Math.Log(Start), Math.Log(Low), Math.Log(High), Math.Log(PriorMedian), PriorDecades * Math.Log(10));
}

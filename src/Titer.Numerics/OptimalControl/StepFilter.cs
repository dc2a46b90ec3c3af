namespace Titer.Numerics;

/// <summary>
/// Filter of A. Waechter, L. T. Biegler (SIAM J. Optim. 16 (2005) 1): a step is taken when it lowers the cost or the defects against every point that
/// was left for
/// the sake of feasibility, and when the plan is nearly feasible and the cost falls along the step, only if the cost falls as much as the slope
/// promises. Needs no price
/// for defects, which is what makes the steps of an exact penalty short.
/// </summary>
internal sealed class StepFilter(int capacity)
{
    private const double Margin = 1e-5, Armijo = 1e-4, NearlyFeasible = 1e-4;

    private readonly double[] _defects = new double[capacity], _costs = new double[capacity];
    private int _count;

    public void Clear() => _count = 0;

    /// <param name="now">Cost and defects of the plan, whose directional derivative along the whole step is <paramref name="slope"/>.</param>
    /// <param name="then">Cost and defects after the part <paramref name="step"/> of it.</param>
    /// <param name="slack">By how much the cost may miss: rounding, and the cost of keeping off the limits.</param>
    public bool Accepts((double Cost, double Defects) now, (double Cost, double Defects) then, double slope, double step, double slack)
    {
        if (!double.IsFinite(then.Cost) || !double.IsFinite(then.Defects)) return false;
        for (int i = 0; i < _count; i++)
            if (then.Defects >= (1 - Margin) * _defects[i] && then.Cost > _costs[i] - Margin * _defects[i] + slack) return false;
        bool descends = now.Defects <= NearlyFeasible && slope < 0 && Math.Pow(-slope, 2.3) * step > Math.Pow(now.Defects, 1.1);
        if (descends) return then.Cost <= now.Cost + Armijo * step * slope + slack && then.Defects <= NearlyFeasible;
        if (then.Defects > (1 - Margin) * now.Defects && then.Cost > now.Cost - Margin * now.Defects + slack) return false;
        if (_count < capacity) (_defects[_count], _costs[_count++]) = (now.Defects, now.Cost);
        return true;
    }
}

using Titer.Numerics;

namespace Titer.Control.Predictive;

/// <summary>
/// Which limits of states and path rows may be broken, and for what price: those that were given a price, and hard ones as long as they cannot be
/// kept.
/// </summary>
internal sealed class SoftLimits<TModel> where TModel : IOptimalControlModel
{
    private readonly OptimalControlProblem _problem;
    private readonly double _price;
    private readonly double[] _statePrices, _pathPrices, _rows;

    /// <param name="price">Of a hard limit that cannot be kept, per multiple of the scale.</param>
    public SoftLimits(OptimalControlProblem problem, double price)
    {
        (_problem, _price) = (problem, price);
        (_statePrices, _pathPrices) = ([.. problem.StatePrice!], [.. problem.PathPrice!]);
        _rows = new double[problem.PathRows];
    }

    /// <summary>A hard limit is priced now.</summary>
    public bool Softened { get; private set; }

    public void Restore()
    {
        Softened = false;
        _statePrices.CopyTo(_problem.StatePrice!, 0);
        _pathPrices.CopyTo(_problem.PathPrice!, 0);
    }

    /// <summary>Prices the hard limits that the state of now is beyond, with their back-off.</summary>
    public void SoftenOutside(double now, ReadOnlySpan<double> x, ReadOnlySpan<double> before)
    {
        for (int i = 0; i < x.Length; i++)
            if (IsOutside(x[i], i, _problem.StateLow, _problem.StateHigh, _problem.StateBackOff![i])) SoftenState(i);
        if (_rows.Length == 0) return;
        TModel.Path<Real>(now, x.AsReal(), before.AsReal(), new ReadOnlySpan<double>(_problem.Parameters[0]).AsReal(), _rows.AsSpan().AsReal());
        for (int i = 0; i < _rows.Length; i++)
            if (IsOutside(_rows[i], i, _problem.PathLow, _problem.PathHigh, _problem.PathBackOff![i])) SoftenPath(i);
    }

    /// <summary>Prices all hard limits; false when there was none left.</summary>
    public bool SoftenAll()
    {
        bool any = false;
        for (int i = 0; i < _statePrices.Length; i++) any |= SoftenState(i);
        for (int i = 0; i < _pathPrices.Length; i++) any |= SoftenPath(i);
        return any;
    }

    private static bool IsOutside(double value, int i, double[]? low, double[]? high, double backOff) =>
        (low is not null && value < low[i] + backOff) || (high is not null && value > high[i] - backOff);

    private bool SoftenState(int i)
    {
        if (double.IsFinite(_problem.StatePrice![i]) || !HasLimit(i, _problem.StateLow, _problem.StateHigh)) return false;
        _problem.StatePrice[i] = _price / (_problem.StateScale?[i] ?? 1);
        return Softened = true;
    }

    private bool SoftenPath(int i)
    {
        if (double.IsFinite(_problem.PathPrice![i]) || !HasLimit(i, _problem.PathLow, _problem.PathHigh)) return false;
        _problem.PathPrice[i] = _price;
        return Softened = true;
    }

    private static bool HasLimit(int i, double[]? low, double[]? high) =>
        (low is not null && double.IsFinite(low[i])) || (high is not null && double.IsFinite(high[i]));
}

using Titer.Numerics;

namespace Titer.Control.Estimators.Horizon;

/// <summary>Exact first derivatives of a model's step and of a reading, four columns a pass. Owns its workspace.</summary>
internal sealed class Derivatives(int states)
{
    private readonly Dual[] _x = new Dual[states];

    /// <summary>Where <paramref name="model"/> leads from <paramref name="x"/>, and its Jacobian, row-major.</summary>
    public void Step<TModel>(ref TModel model, ReadOnlySpan<double> x, double hours, Span<double> moved, Span<double> jacobian)
        where TModel : struct, IStateModel
    {
        for (int first = 0; first < states; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, states - first);
            if (first > 0 && !Drive(ref model, first, count))
            {
                // Directions that only follow themselves.
                for (int i = 0; i < states; i++)
                    for (int k = first; k < first + count; k++) jacobian[i * states + k] = i == k ? 1 : 0;
                continue;
            }
            Seed(x, first, count);
            model.Propagate<Dual>(_x, hours);
            for (int i = 0; i < states; i++)
            {
                moved[i] = _x[i].Value;
                for (int k = 0; k < count; k++) jacobian[i * states + first + k] = _x[i].Gradient[k];
            }
        }
    }

    /// <summary>What a sensor reads at <paramref name="x"/>, and the derivatives of that.</summary>
    public double Read<TMeasure>(ref TMeasure measure, ReadOnlySpan<double> x, Span<double> row) where TMeasure : struct, IMeasurementModel
    {
        double value = 0;
        for (int first = 0; first < states; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, states - first);
            Seed(x, first, count);
            Dual read = measure.Read<Dual>(_x);
            value = read.Value;
            for (int k = 0; k < count; k++) row[first + k] = read.Gradient[k];
        }
        return value;
    }

    private static bool Drive<TModel>(ref TModel model, int first, int count) where TModel : struct, IStateModel
    {
        for (int k = first; k < first + count; k++)
            if (model.Drives(k)) return true;
        return false;
    }

    private void Seed(ReadOnlySpan<double> x, int first, int count)
    {
        for (int i = 0; i < states; i++) _x[i] = i >= first && i < first + count ? Dual.Variable(x[i], i - first) : x[i];
    }
}

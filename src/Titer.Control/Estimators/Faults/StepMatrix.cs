using Titer.Numerics;

namespace Titer.Control.Estimators.Faults;

/// <summary>
/// The transition matrix of a model over one step, kept for as long as <paramref name="held"/>: by central differences about a state, or where each
/// step has its own by dual numbers. Owns its buffers; nothing is allocated per step.
/// </summary>
internal sealed class StepMatrix(int states, TimeSpan held)
{
    private readonly double _hold = held.TotalHours - 1e-9;
    private readonly double[] _matrix = new double[states * states], _plus = new double[states], _minus = new double[states];
    private readonly Dual[] _point = new Dual[states];
    private readonly bool[] _identity = new bool[states];
    private double _hours = double.NaN, _age;

    /// <summary>Row-major, rows are what becomes of a state.</summary>
    public ReadOnlySpan<double> Values => _matrix;

    /// <summary>True for the rows that are those of the unit matrix.</summary>
    public ReadOnlySpan<bool> IsIdentity => _identity;

    /// <summary>The next <see cref="For"/> computes anew, whatever it has.</summary>
    public void Forget() => _hours = double.NaN;

    public void For<TModel>(ref TModel model, ReadOnlySpan<double> x, ReadOnlySpan<double> scale, double hours)
        where TModel : struct, IStateModel
    {
        if (hours == _hours && (_age += hours) < _hold) return;
        (_hours, _age) = (hours, 0);
        if (held > TimeSpan.Zero) ByDifferences(ref model, x, scale, hours);
        else Exactly(ref model, x, hours);
        for (int i = 0; i < states; i++)
        {
            bool identity = true;
            for (int j = 0; j < states && identity; j++) identity = Math.Abs(_matrix[i * states + j] - (i == j ? 1 : 0)) < 1e-12;
            _identity[i] = identity;
        }
    }

    private void ByDifferences<TModel>(ref TModel model, ReadOnlySpan<double> x, ReadOnlySpan<double> scale, double hours)
        where TModel : struct, IStateModel
    {
        for (int j = 0; j < states; j++)
        {
            if (!model.Drives(j))
            {
                for (int i = 0; i < states; i++) _matrix[i * states + j] = i == j ? 1 : 0;
                continue;
            }
            double step = 0.1 * scale[j] + 1e-9;
            x.CopyTo(_plus);
            x.CopyTo(_minus);
            _plus[j] += step;
            _minus[j] -= step;
            model.Propagate(_plus.AsSpan().AsReal(), hours);
            model.Propagate(_minus.AsSpan().AsReal(), hours);
            for (int i = 0; i < states; i++) _matrix[i * states + j] = (_plus[i] - _minus[i]) / (2 * step);
        }
    }

    // As many columns at a time as a dual number has directions; what drives nothing moves by itself alone.
    private void Exactly<TModel>(ref TModel model, ReadOnlySpan<double> x, double hours) where TModel : struct, IStateModel
    {
        for (int first = 0; first < states; first += Dual.Directions)
        {
            int count = Math.Min(Dual.Directions, states - first);
            bool drives = false;
            for (int d = 0; d < count; d++) drives |= model.Drives(first + d);
            if (drives)
            {
                for (int i = 0; i < states; i++) _point[i] = x[i];
                for (int d = 0; d < count; d++) _point[first + d] = Dual.Variable(x[first + d], d);
                model.Propagate<Dual>(_point, hours);
            }
            for (int d = 0; d < count; d++)
                for (int i = 0; i < states; i++)
                    _matrix[i * states + first + d] = drives ? _point[i].Gradient[d] : i == first + d ? 1 : 0;
        }
    }
}

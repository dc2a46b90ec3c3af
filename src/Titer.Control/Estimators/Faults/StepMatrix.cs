using Titer.Numerics;

namespace Titer.Control.Estimators.Faults;

/// <summary>
/// The transition matrix of a model over one step, by central differences about a state; kept until the state has moved for
/// <see cref="Hold"/>, because a culture changes slowly against its own step. Owns its buffers; nothing is allocated per step.
/// </summary>
internal sealed class StepMatrix(int states)
{
    /// <summary>How long one linearisation stands, h.</summary>
    public const double Hold = 5.0 / 60 - 1e-9;

    private readonly double[] _matrix = new double[states * states], _plus = new double[states], _minus = new double[states];
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
        if (hours == _hours && (_age += hours) < Hold) return;
        (_hours, _age) = (hours, 0);
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
        for (int i = 0; i < states; i++)
        {
            bool identity = true;
            for (int j = 0; j < states && identity; j++) identity = Math.Abs(_matrix[i * states + j] - (i == j ? 1 : 0)) < 1e-12;
            _identity[i] = identity;
        }
    }
}

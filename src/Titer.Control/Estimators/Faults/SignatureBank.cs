using System.Numerics.Tensors;

namespace Titer.Control.Estimators.Faults;

/// <summary>
/// Generalised likelihood ratios of sensor faults from the innovations of one filter (Willsky and Jones, IEEE Trans. Automatic Control 21
/// (1976) 108). How far a fault of unit size, begun at a given time, has by now taken the truth from the filter's mean is its
/// signature v; it moves by
/// v' = F v in time and v' = v - K s at a reading, where s = H v + f is what the fault adds to the innovation and f its shape at its own sensor
/// (1 for an offset, hours since the onset for a drift). With the information J = sum s^2 / S and d = sum s nu / S the size is d / J, and the
/// logarithm of the Bayes factor against "nothing fails", with the size normal of standard deviation p beforehand, is
/// d^2 / (J + p^-2) / 2 - ln(1 + p^2 J) / 2. Columns of one matrix hold all signatures, so that each operation runs along them.
/// Owns its workspace. Not thread-safe.
/// </summary>
internal sealed class SignatureBank(int states, int capacity)
{
    private readonly double[] _v = new double[states * capacity], _information = new double[capacity], _correlation = new double[capacity];
    private readonly Hypothesis[] _hypotheses = new Hypothesis[capacity];
    private int _used;

    public ReadOnlySpan<Hypothesis> Hypotheses => _hypotheses.AsSpan(0, _used);

    /// <summary>Forgets all explanations, but not the offsets that sensors state of themselves.</summary>
    public void Clear()
    {
        for (int c = _used - 1; c >= 0; c--)
            if (!_hypotheses[c].IsStated) Drop(c);
    }

    public bool IsStated(int sensor)
    {
        for (int c = 0; c < _used; c++)
            if (_hypotheses[c].IsAlive && _hypotheses[c].IsStated && _hypotheses[c].Of == sensor) return true;
        return false;
    }

    /// <summary>Adds an explanation that begins now; without room it is left out.</summary>
    public void Add(in Hypothesis hypothesis)
    {
        int slot = 0;
        while (slot < capacity && _hypotheses[slot].IsAlive) slot++;
        if (slot == capacity) return;
        _used = Math.Max(_used, slot + 1);
        _hypotheses[slot] = hypothesis;
        _information[slot] = _correlation[slot] = 0;
        for (int i = 0; i < states; i++) _v[i * capacity + slot] = hypothesis.IsProcess && i == hypothesis.Of ? 1 : 0;
    }

    public void Drop(int slot)
    {
        _hypotheses[slot].IsAlive = false;
        while (_used > 0 && !_hypotheses[_used - 1].IsAlive) _used--;
    }

    /// <summary>Moves all signatures over a step. <paramref name="workspace"/> is as large as the signatures.</summary>
    public void Advance(StepMatrix step, double[] workspace)
    {
        ReadOnlySpan<double> f = step.Values;
        for (int i = 0; i < states; i++)
        {
            if (step.IsIdentity[i]) continue;
            Span<double> row = workspace.AsSpan(i * capacity, _used);
            row.Clear();
            for (int j = 0; j < states; j++)
            {
                double factor = f[i * states + j];
                if (factor != 0) TensorPrimitives.MultiplyAdd(_v.AsSpan(j * capacity, _used), factor, row, row);
            }
        }
        for (int i = 0; i < states; i++)
            if (!step.IsIdentity[i]) workspace.AsSpan(i * capacity, _used).CopyTo(_v.AsSpan(i * capacity, _used));
    }

    /// <summary>
    /// Weighs a reading of a sensor. <paramref name="gradient"/> is what it sees of each state, <paramref name="gain"/> what the filter
    /// makes of it per unit of innovation, empty when the reading was not taken. <paramref name="workspace"/> is as in <see cref="Advance"/>.
    /// </summary>
    public void Take(int sensor, DateTimeOffset time, double innovation, double variance,
        ReadOnlySpan<double> gradient, ReadOnlySpan<double> gain, double[] workspace)
    {
        Span<double> seen = workspace.AsSpan(0, _used);
        seen.Clear();
        for (int i = 0; i < states; i++)
            if (gradient[i] != 0) TensorPrimitives.MultiplyAdd(_v.AsSpan(i * capacity, _used), gradient[i], seen, seen);
        double weight = 1 / variance;
        for (int c = 0; c < _used; c++)
        {
            ref Hypothesis h = ref _hypotheses[c];
            if (!h.IsProcess && h.Of == sensor)
            {
                seen[c] += h.Kind == FaultKind.Bias ? 1 : (time - h.Onset).TotalHours;
                h.Readings++;
            }
            _information[c] += seen[c] * seen[c] * weight;
            _correlation[c] += seen[c] * innovation * weight;
        }
        if (gain.IsEmpty) return;
        for (int i = 0; i < states; i++)
        {
            Span<double> row = _v.AsSpan(i * capacity, _used);
            if (gain[i] != 0) TensorPrimitives.MultiplyAdd(seen, -gain[i], row, row);
        }
    }

    /// <summary>Logarithm of the Bayes factor of an explanation against "nothing fails"; <paramref name="prior"/> is p.</summary>
    public double Evidence(int slot, double prior)
    {
        double information = _information[slot], d = _correlation[slot];
        return 0.5 * d * d / (information + 1 / (prior * prior)) - 0.5 * Math.Log(1 + prior * prior * information);
    }

    /// <summary>Size of the fault and its standard uncertainty, under the prior.</summary>
    public (double Size, double Uncertainty) Estimate(int slot, double prior)
    {
        double total = _information[slot] + 1 / (prior * prior);
        return (_correlation[slot] / total, Math.Sqrt(1 / total));
    }

    /// <summary>The explanation of a sensor's fault; -1 when there is none.</summary>
    public int Find(int of, FaultKind kind, DateTimeOffset onset)
    {
        for (int c = 0; c < _used; c++)
        {
            ref Hypothesis h = ref _hypotheses[c];
            if (h.IsAlive && !h.IsProcess && !h.IsStated && h.Of == of && h.Kind == kind && h.Onset == onset) return c;
        }
        return -1;
    }

    /// <summary>Adds a multiple of an explanation's signature: how far the truth is from the filter's mean per unit of size.</summary>
    public void AddSignature(int slot, double factor, Span<double> v)
    {
        for (int i = 0; i < states; i++) v[i] += factor * _v[i * capacity + slot];
    }

    public void CopyTo(SignatureBank other)
    {
        for (int i = 0; i < states; i++) _v.AsSpan(i * capacity, _used).CopyTo(other._v.AsSpan(i * capacity));
        _information.AsSpan(0, _used).CopyTo(other._information);
        _correlation.AsSpan(0, _used).CopyTo(other._correlation);
        _hypotheses.CopyTo(other._hypotheses, 0);
        other._used = _used;
    }
}

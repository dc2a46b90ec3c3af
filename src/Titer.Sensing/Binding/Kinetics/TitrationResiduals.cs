using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>
/// Residuals (model minus data, in the unit of the response) of all cycles of a titration, with their exact Jacobian:
/// y(t) = R(t - t0) (1 + s [t &gt; T]) + b [t &lt;= T] + d t, with R from the kinetics, b the bulk shift, d the drift, s the free start of
/// dissociation and t0 the start time of the cycle. Not thread-safe.
/// </summary>
public sealed class TitrationResiduals : IResiduals
{
    private readonly ImmutableArray<BindingCycle> _cycles;
    private readonly double _association;
    private readonly IBindingKinetics _kinetics;
    private readonly TitrationLayout _layout;
    private readonly RateChart _chart;
    private readonly int[] _first;
    private readonly double[] _times, _responses, _derivatives, _logRates;

    public TitrationResiduals(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options, RateChart chart)
    {
        (_cycles, _association, _chart) = (cycles, association, chart);
        _kinetics = BindingModels.Create(options.Model);
        _layout = new TitrationLayout(options, _kinetics.Rates, cycles.Length);
        _first = new int[cycles.Length + 1];
        for (int i = 0; i < cycles.Length; i++) _first[i + 1] = _first[i] + cycles[i].Times.Length;
        int longest = cycles.Max(c => c.Times.Length);
        (_times, _responses, _logRates) = (new double[longest], new double[longest], new double[_kinetics.Rates]);
        _derivatives = new double[longest * (_kinetics.Rates + 2)];
    }

    public int Count => _first[^1];

    public int Parameters => _layout.Count;

    public TitrationLayout Layout => _layout;

    /// <summary>The residuals of one cycle in the vector of all.</summary>
    public Range Of(int cycle) => _first[cycle].._first[cycle + 1];

    public void Evaluate(ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        _chart.Convert(p[.._layout.Rates], _logRates);
        jacobian.Clear();
        for (int c = 0; c < _cycles.Length; c++)
        {
            Span<double> rows = jacobian.IsEmpty ? [] : jacobian.Slice(_first[c] * Parameters, _cycles[c].Times.Length * Parameters);
            Evaluate(c, p, residuals[Of(c)], rows);
        }
    }

    private void Evaluate(int c, ReadOnlySpan<double> p, Span<double> residuals, Span<double> jacobian)
    {
        BindingCycle cycle = _cycles[c];
        int n = cycle.Times.Length, rates = _layout.Rates, width = rates + 2;
        double start = _layout.Start < 0 ? 0 : p[_layout.Start + c], rmax = p[_layout.Rmax(c)];
        double bulk = _layout.Bulk < 0 ? 0 : p[_layout.Bulk + c], drift = _layout.Drift < 0 ? 0 : p[_layout.Drift + c];
        double factor = _layout.Dissociation < 0 ? 1 : 1 + p[_layout.Dissociation + c];
        for (int i = 0; i < n; i++) _times[i] = Math.Max(0, cycle.Times[i] - start);
        Span<double> derivatives = jacobian.IsEmpty ? [] : _derivatives.AsSpan(0, n * width);
        if (!_kinetics.Respond(_logRates, rmax, cycle.Concentration, _association, _times.AsSpan(0, n), _responses, derivatives))
        {
            residuals.Fill(double.NaN);
            return;
        }
        for (int i = 0; i < n; i++)
        {
            bool associates = cycle.Times[i] <= _association;
            double scale = associates ? 1 : factor;
            residuals[i] = _responses[i] * scale + (associates ? bulk : 0) + drift * cycle.Times[i] - cycle.Responses[i];
            if (jacobian.IsEmpty) continue;
            Span<double> row = jacobian.Slice(i * Parameters, Parameters), d = derivatives.Slice(i * width, width);
            for (int j = 0; j < rates; j++) row[j] = scale * d[j];
            _chart.Chain(_logRates, row[..rates]);
            row[_layout.Rmax(c)] = scale * d[rates];
            if (_layout.Bulk >= 0 && associates) row[_layout.Bulk + c] = 1;
            if (_layout.Drift >= 0) row[_layout.Drift + c] = cycle.Times[i];
            if (_layout.Dissociation >= 0 && !associates) row[_layout.Dissociation + c] = _responses[i];
            if (_layout.Start >= 0) row[_layout.Start + c] = -scale * d[rates + 1];
        }
    }
}

using System.Numerics;
using Titer.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// First guesses without knowing the circuit. Each part of the outermost series gets a frequency at which its elements are of like
/// size; how large the parts then are follows by linear least squares, because an impedance is linear in the scale of its parts in series
/// (variable projection, G. H. Golub, V. Pereyra, SIAM J. Numer. Anal. 10 (1973) 413). The first guess spreads the frequencies evenly over
/// the spectrum; the others are drawn, from a fixed seed.
/// </summary>
internal sealed class CircuitStart
{
    private const ulong Seed = 20141115;

    private readonly Circuit _circuit;
    private readonly CircuitNode[] _parts;
    private readonly CircuitEvaluator[] _evaluators;
    private readonly int[] _partOf;
    private readonly double[] _normal, _right, _amplitude;
    private readonly bool[] _out;
    private readonly int _reactiveParts;
    private readonly double[] _draws;
    private int _drawn;

    /// <param name="circuit">The circuit.</param>
    /// <param name="guesses">How many guesses there are.</param>
    public CircuitStart(Circuit circuit, int guesses)
    {
        _circuit = circuit;
        _parts = circuit.Root is SeriesNode series ? [.. series.Parts] : [circuit.Root];
        _evaluators = [.. _parts.Select(p => new CircuitEvaluator(Circuit.Parse(p.ToString())))];
        _partOf = [.. _evaluators.SelectMany((e, i) => Enumerable.Repeat(i, e.Circuit.Parameters.Length))];
        _normal = new double[_parts.Length * _parts.Length];
        _right = new double[_parts.Length];
        _amplitude = new double[_parts.Length];
        _out = new bool[_parts.Length];
        _reactiveParts = Math.Max(1, _evaluators.Count(e => e.Circuit.Parameters.Length > 1));
        Guesses = guesses;
        // Drawn once: every spectrum is tried with the same shapes.
        var uniform = new Gaussian(Seed);
        _draws = new double[guesses * DrawsPerGuess];
        for (int i = 0; i < _draws.Length; i++) _draws[i] = uniform.Uniform();
    }

    public int Guesses { get; }

    // At most one for each part, two for each element and one for each exponent.
    private int DrawsPerGuess => _parts.Length + 2 * _circuit.Elements.Length + _circuit.Parameters.Length;

    public void SetFrequencies(ReadOnlySpan<double> frequencies)
    {
        foreach (CircuitEvaluator evaluator in _evaluators) evaluator.SetFrequencies(frequencies);
    }

    /// <summary>Writes one guess on the fitted scale; the sum of squares that its shape leaves is returned.</summary>
    /// <param name="guess">Which guess; 0 is the one that is not drawn.</param>
    public double Write(
        in SpectrumRange range, ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, ReadOnlySpan<double> weights,
        int guess, Span<double> start)
    {
        bool even = guess == 0;
        _drawn = guess * DrawsPerGuess;
        double low = Math.Log(range.LowestOmega), high = Math.Log(range.HighestOmega), scale = Math.Sqrt(range.Smallest * range.Largest);
        int parameter = 0, reactive = 0;
        foreach (CircuitEvaluator evaluator in _evaluators)
        {
            int count = evaluator.Circuit.Parameters.Length;
            double place = even ? (_reactiveParts - reactive - 0.5) / _reactiveParts : Draw();
            if (count > 1) reactive++;
            // A little beyond both ends, where an arc that is only begun has its top.
            double logOmega = low + (high - low) * (1.2 * place - 0.1);
            Shape(evaluator.Circuit, scale, logOmega, even, start.Slice(parameter, count));
            evaluator.Evaluate(start.Slice(parameter, count), derive: false);
            parameter += count;
        }
        double rest = Project(resistance, reactance, weights);
        for (int i = 0; i < start.Length; i++)
        {
            double log = Math.Log(_amplitude[_partOf[i]]);
            ElementParameter definition = _circuit.Parameters[i].Definition;
            start[i] += definition.Scaling == ImpedanceScaling.With ? log : definition.Scaling == ImpedanceScaling.Against ? -log : 0;
        }
        return rest;
    }

    private double Draw() => _draws[_drawn++];

    private double Draw(double low, double high) => low + (high - low) * Draw();

    private void Shape(Circuit part, double scale, double logOmega, bool even, Span<double> p)
    {
        const double spread = 2.3; // a decade to either side
        int element = -1;
        double magnitude = 0, own = 0;
        for (int i = 0; i < p.Length; i++)
        {
            CircuitParameter parameter = part.Parameters[i];
            if (parameter.Element != element)
            {
                element = parameter.Element;
                magnitude = Math.Log(scale) + (even || element == 0 ? 0 : Draw(-spread, spread));
                own = logOmega + (even || element == 0 ? 0 : Draw(-spread, spread));
            }
            ElementKind kind = part.Elements[element].Definition.Kind;
            p[i] = parameter.Definition.IsExponent ? (even ? 0.85 : Draw(0.5, 1))
                : parameter.Definition.Suffix == "tau" ? -own
                : kind switch
                {
                    ElementKind.Capacitor => -magnitude - own,
                    ElementKind.ConstantPhase => -magnitude - 0.85 * own,
                    ElementKind.Inductor => magnitude - own,
                    ElementKind.Warburg => magnitude + 0.5 * own,
                    _ => magnitude,
                };
        }
    }

    /// <summary>
    /// The scales of the parts by least squares, none negative: the worst negative one is taken out until there is none. A part that is
    /// out starts at a thousandth of the spectrum.
    /// </summary>
    private double Project(ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, ReadOnlySpan<double> weights)
    {
        int n = _parts.Length;
        Array.Clear(_out);
        for (int round = 0; round <= n; round++)
        {
            Array.Clear(_normal);
            Array.Clear(_right);
            for (int a = 0; a < n; a++)
            {
                if (_out[a])
                {
                    _normal[a * n + a] = 1;
                    continue;
                }
                ReadOnlySpan<Complex> za = _evaluators[a].Impedance;
                for (int k = 0; k < za.Length; k++)
                {
                    double wr = weights[2 * k] * weights[2 * k], wi = weights[2 * k + 1] * weights[2 * k + 1];
                    _right[a] += wr * za[k].Real * resistance[k] + wi * za[k].Imaginary * reactance[k];
                    for (int b = 0; b <= a; b++)
                    {
                        if (_out[b]) continue;
                        Complex zb = _evaluators[b].Impedance[k];
                        _normal[a * n + b] += wr * za[k].Real * zb.Real + wi * za[k].Imaginary * zb.Imaginary;
                    }
                }
                _normal[a * n + a] *= 1 + 1e-9;
            }
            if (!Cholesky.Factorise(_normal, n)) return double.PositiveInfinity;
            Solve(_normal, n, _right, _amplitude);
            int worst = -1;
            for (int a = 0; a < n; a++)
                if (!_out[a] && !(_amplitude[a] > 0) && (worst < 0 || _amplitude[a] < _amplitude[worst])) worst = a;
            if (worst < 0) break;
            _out[worst] = true;
        }
        return Rest(resistance, reactance, weights);
    }

    private double Rest(ReadOnlySpan<double> resistance, ReadOnlySpan<double> reactance, ReadOnlySpan<double> weights)
    {
        double rest = 0;
        for (int k = 0; k < resistance.Length; k++)
        {
            Complex z = new(-resistance[k], -reactance[k]);
            for (int a = 0; a < _parts.Length; a++)
                if (!_out[a]) z += _amplitude[a] * _evaluators[a].Impedance[k];
            rest += z.Real * z.Real * (weights[2 * k] * weights[2 * k]) + z.Imaginary * z.Imaginary * (weights[2 * k + 1] * weights[2 * k + 1]);
        }
        for (int a = 0; a < _parts.Length; a++)
            if (_out[a] || !(_amplitude[a] > 1e-3)) _amplitude[a] = 1e-3;
        return rest;
    }

    private static void Solve(double[] factor, int n, double[] right, double[] x)
    {
        for (int i = 0; i < n; i++)
        {
            x[i] = right[i];
            for (int k = 0; k < i; k++) x[i] -= factor[i * n + k] * x[k];
            x[i] /= factor[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int k = i + 1; k < n; k++) x[i] -= factor[k * n + i] * x[k];
            x[i] /= factor[i * n + i];
        }
    }
}

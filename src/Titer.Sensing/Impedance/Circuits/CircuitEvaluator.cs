using System.Numerics;

namespace Titer.Sensing.Impedance.Circuits;

/// <summary>
/// A circuit as a flat list of operations, each run over all frequencies before the next; derivatives by the chain rule from the
/// outermost part inwards: through parts in series they pass as they are, into a branch of a parallel part with (Z / Z_branch)^2.
/// Owns its work buffers: an evaluation allocates nothing. Not thread-safe.
/// </summary>
public sealed class CircuitEvaluator
{
    private readonly record struct Operation(NodeType Type, ElementKind Kind, int Parameter, int ParameterCount, int[] Children);

    private enum NodeType { Element, Series, Parallel }

    private readonly List<Operation> _operations = [];
    private double[] _omega = [], _logOmega = [];
    private Complex[] _z = [], _factor = [], _admittance = [], _derivatives = [];

    public CircuitEvaluator(Circuit circuit)
    {
        Circuit = circuit;
        Compile(circuit.Root, 0);
    }

    public Circuit Circuit { get; }

    public int Count { get; private set; }

    /// <summary>Impedance of the whole at the last evaluation, Ohm, one per frequency.</summary>
    public ReadOnlySpan<Complex> Impedance => _z.AsSpan((_operations.Count - 1) * Count, Count);

    /// <summary>
    /// Its derivatives by the fitted parameter (ln p of a positive parameter, p of an exponent) at the last evaluation that asked for them.
    /// </summary>
    public ReadOnlySpan<Complex> Derivatives(int parameter) => _derivatives.AsSpan(parameter * Count, Count);

    /// <param name="frequencies">Hz, positive.</param>
    public void SetFrequencies(ReadOnlySpan<double> frequencies)
    {
        Count = frequencies.Length;
        if (_omega.Length < Count)
        {
            _omega = new double[Count];
            _logOmega = new double[Count];
            _z = new Complex[Count * _operations.Count];
            _factor = new Complex[Count * _operations.Count];
            _admittance = new Complex[Count * _operations.Count];
            _derivatives = new Complex[Count * Circuit.Parameters.Length];
        }
        for (int k = 0; k < Count; k++)
        {
            _omega[k] = 2 * Math.PI * frequencies[k];
            _logOmega[k] = Math.Log(_omega[k]);
        }
    }

    /// <param name="p">The parameters as fitted, in the order of <see cref="Circuit.Parameters"/>.</param>
    /// <param name="derive">Whether the derivatives are wanted.</param>
    public void Evaluate(ReadOnlySpan<double> p, bool derive)
    {
        ReadOnlySpan<double> omega = _omega.AsSpan(0, Count), logOmega = _logOmega.AsSpan(0, Count);
        for (int i = 0; i < _operations.Count; i++)
        {
            Operation operation = _operations[i];
            Span<Complex> z = _z.AsSpan(i * Count, Count);
            if (operation.Type == NodeType.Element)
            {
                Span<Complex> d = derive ? _derivatives.AsSpan(operation.Parameter * Count, operation.ParameterCount * Count) : default;
                ElementImpedance.Evaluate(operation.Kind, p.Slice(operation.Parameter, operation.ParameterCount), omega, logOmega, z, d);
            }
            else Combine(operation, z);
        }
        if (derive) Chain();
    }

    private void Combine(Operation operation, Span<Complex> z)
    {
        bool series = operation.Type == NodeType.Series, first = true;
        foreach (int child in operation.Children)
        {
            ReadOnlySpan<Complex> part = _z.AsSpan(child * Count, Count);
            if (!series)
            {
                // Kept, because the chain rule divides by the same parts again.
                Span<Complex> admittance = _admittance.AsSpan(child * Count, Count);
                for (int k = 0; k < admittance.Length; k++) admittance[k] = Reciprocal(part[k]);
                part = admittance;
            }
            if (first) part.CopyTo(z);
            else
                for (int k = 0; k < z.Length; k++) z[k] += part[k];
            first = false;
        }
        if (series) return;
        for (int k = 0; k < z.Length; k++) z[k] = Reciprocal(z[k]);
    }

    private void Chain()
    {
        int last = _operations.Count - 1;
        _factor.AsSpan(last * Count, Count).Fill(Complex.One);
        for (int i = last; i >= 0; i--)
        {
            Operation operation = _operations[i];
            ReadOnlySpan<Complex> factor = _factor.AsSpan(i * Count, Count), z = _z.AsSpan(i * Count, Count);
            if (operation.Type == NodeType.Element)
            {
                for (int parameter = 0; parameter < operation.ParameterCount; parameter++)
                {
                    Span<Complex> d = _derivatives.AsSpan((operation.Parameter + parameter) * Count, Count);
                    for (int k = 0; k < d.Length; k++) d[k] *= factor[k];
                }
                continue;
            }
            foreach (int child in operation.Children)
            {
                Span<Complex> inner = _factor.AsSpan(child * Count, Count);
                ReadOnlySpan<Complex> admittance = _admittance.AsSpan(child * Count, Count);
                if (operation.Type == NodeType.Series) factor.CopyTo(inner);
                else
                    for (int k = 0; k < inner.Length; k++)
                    {
                        Complex ratio = z[k] * admittance[k];
                        inner[k] = factor[k] * (ratio * ratio);
                    }
            }
        }
    }

    // Complex division guards against overflow with branches; impedances between 1e-20 and 1e20 Ohm do not overflow when squared.
    private static Complex Reciprocal(Complex z)
    {
        double scale = 1 / (z.Real * z.Real + z.Imaginary * z.Imaginary);
        return new Complex(z.Real * scale, -z.Imaginary * scale);
    }

    /// <summary>Adds the operations of a part, its own last; gives their index and the first parameter after it.</summary>
    private (int Index, int Next) Compile(CircuitNode node, int parameter)
    {
        switch (node)
        {
            case ElementNode element:
                int count = element.Definition.Parameters.Length;
                _operations.Add(new Operation(NodeType.Element, element.Definition.Kind, parameter, count, []));
                parameter += count;
                break;
            case SeriesNode series:
                AddCombined(NodeType.Series, series.Parts, ref parameter);
                break;
            case ParallelNode parallel:
                AddCombined(NodeType.Parallel, parallel.Branches, ref parameter);
                break;
        }
        return (_operations.Count - 1, parameter);
    }

    private void AddCombined(NodeType type, IReadOnlyList<CircuitNode> parts, ref int parameter)
    {
        var children = new int[parts.Count];
        for (int i = 0; i < children.Length; i++) (children[i], parameter) = Compile(parts[i], parameter);
        _operations.Add(new Operation(type, default, 0, 0, children));
    }
}

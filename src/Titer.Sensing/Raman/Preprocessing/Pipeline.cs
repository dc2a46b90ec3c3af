using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Raman.Preprocessing;

/// <summary>Steps of preprocessing bound to an axis, one after the other; not thread-safe, allocates nothing when it runs.</summary>
public sealed class Pipeline
{
    private readonly SpectralOperation[] _operations;
    private readonly double[] _even, _odd;

    public Pipeline(ImmutableArray<SpectralStep> steps, SpectralAxis axis)
    {
        Input = axis;
        _operations = new SpectralOperation[steps.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            _operations[i] = steps[i].On(axis);
            axis = _operations[i].Output;
        }
        Output = axis;
        int longest = _operations.Length == 0 ? Input.Channels : _operations.Max(o => o.Output.Channels);
        (_even, _odd) = (new double[longest], new double[longest]);
    }

    public SpectralAxis Input { get; }

    public SpectralAxis Output { get; }

    /// <param name="spectrum">On the axis <see cref="Input"/>.</param>
    /// <param name="result">On the axis <see cref="Output"/>.</param>
    public void Apply(ReadOnlySpan<double> spectrum, Span<double> result)
    {
        if (_operations.Length == 0)
        {
            spectrum.CopyTo(result);
            return;
        }
        ReadOnlySpan<double> from = spectrum;
        for (int i = 0; i < _operations.Length; i++)
        {
            SpectralOperation operation = _operations[i];
            Span<double> to = i == _operations.Length - 1 ? result : (i % 2 == 0 ? _even : _odd).AsSpan(0, operation.Output.Channels);
            operation.Apply(from, to);
            from = to;
        }
    }

    public RowMatrix Apply(RowMatrix spectra)
    {
        var result = new RowMatrix(spectra.Rows, Output.Channels);
        for (int i = 0; i < spectra.Rows; i++) Apply(spectra.Row(i), result.Row(i));
        return result;
    }

    /// <summary>The steps with what they learn from these spectra, each from the result of those before it.</summary>
    public static ImmutableArray<SpectralStep> Learn(ImmutableArray<SpectralStep> steps, RowMatrix spectra, SpectralAxis axis)
    {
        var learned = ImmutableArray.CreateBuilder<SpectralStep>(steps.Length);
        int last = steps.Length - 1;
        while (last >= 0 && !steps[last].Learns) last--;
        for (int i = 0; i < steps.Length; i++)
        {
            learned.Add(steps[i].Learn(spectra, axis));
            if (i >= last) continue;
            var one = new Pipeline([learned[i]], axis);
            (spectra, axis) = (one.Apply(spectra), one.Output);
        }
        return learned.MoveToImmutable();
    }
}

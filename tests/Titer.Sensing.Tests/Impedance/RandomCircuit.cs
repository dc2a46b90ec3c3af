using System.Numerics;
using Titer.Numerics;
using Titer.Sensing.Impedance.Circuits;

namespace Titer.Sensing.Tests.Impedance;

/// <summary>A passive circuit with parameters that show between 1 Hz and 100 kHz, and its spectrum, all from a seed.</summary>
internal sealed class RandomCircuit
{
    private static readonly string[] Parts =
        ["R", "p(R,C)", "p(R,CPE)", "W", "Wo", "Ws", "G", "CC", "p(R-W,C)", "p(R-p(R,C),CPE)", "p(C,R-Ws)"];

    private readonly Gaussian _draw;

    public RandomCircuit(ulong seed, int points = 41)
    {
        _draw = new Gaussian(seed);
        int parts = 1 + (int)(3 * _draw.Uniform());
        Circuit = Circuit.Parse(string.Join('-', Enumerable.Range(0, parts).Select(_ => Parts[(int)(Parts.Length * _draw.Uniform())]).Prepend("R")));
        double center = 0;
        Fitted = [.. Circuit.Parameters.Select(p =>
        {
            if (p.Name == p.ElementName || p.Definition.Suffix is "R" or "Q" or "Z0") center = _draw.Uniform(1, 5) * Math.Log(10);
            double magnitude = Math.Log(10) * _draw.Uniform(1, 3);
            return p.Definition.IsExponent ? _draw.Uniform(0.6, 1)
                : p.Definition.Suffix == "tau" ? -center
                : p.Definition.Suffix == "Q" ? -magnitude - 0.8 * center
                : p.ElementName[0] == 'C' && p.Definition.Suffix.Length == 0 ? -magnitude - center
                : p.ElementName[0] == 'W' && p.Definition.Suffix.Length == 0 ? magnitude + 0.5 * center
                : magnitude;
        })];
        Frequencies = [.. Enumerable.Range(0, points).Select(i => Math.Pow(10, 5 - 5.0 * i / (points - 1)))];
        var evaluator = new CircuitEvaluator(Circuit);
        evaluator.SetFrequencies(Frequencies);
        evaluator.Evaluate(Fitted, derive: false);
        Impedance = evaluator.Impedance.ToArray();
    }

    public Circuit Circuit { get; }
    public double[] Fitted { get; }
    public double[] Frequencies { get; }
    public Complex[] Impedance { get; }

    /// <summary>The spectrum with noise in proportion to |Z|.</summary>
    public (double[] Resistance, double[] Reactance) Noisy(double relative) =>
        ([.. Impedance.Select(z => z.Real + relative * z.Magnitude * _draw.Next())],
         [.. Impedance.Select(z => z.Imaginary + relative * z.Magnitude * _draw.Next())]);

    public override string ToString() => $"{Circuit} at {string.Join(", ", Fitted.Select(f => $"{f:G5}"))}";
}

using System.Collections.Immutable;

namespace Titer.Processes.Downstream;

/// <summary>A time at one temperature.</summary>
/// <param name="Hours">Length, zero or more.</param>
public readonly record struct TemperatureStep(double Hours, double Celsius);

/// <summary>What a product has been through, step by step, as a data logger gives it: each reading holds until the next.</summary>
public sealed record TemperatureHistory(ImmutableArray<TemperatureStep> Steps)
{
    public static TemperatureHistory None { get; } = new([]);

    public double Hours => Steps.Sum(s => s.Hours);

    /// <summary>Integral of k over the history, for one linkage.</summary>
    public double Damage(double logRate, double activationEnergy)
    {
        double sum = 0;
        foreach (TemperatureStep step in Steps)
            sum += step.Hours * HydrolysisKinetics.Rate<Numerics.Real>(logRate, activationEnergy, step.Celsius).Value;
        return sum;
    }

    /// <summary>
    /// Mean kinetic temperature, Cel: the one temperature that would have done the same (Haynes 1971, J. Pharm. Sci. 60:927; ICH Q1A(R2); USP
    /// 1079). With the activation energy of the product it is exact; the pharmacopoeias take 83.144 kJ/mol for all. NaN for an empty history.
    /// </summary>
    /// <param name="activationEnergy">kJ/mol.</param>
    public double MeanKineticTemperature(double activationEnergy = 83.144)
    {
        double sum = 0, hours = 0, inverse = activationEnergy / HydrolysisKinetics.GasConstant;
        foreach (TemperatureStep step in Steps)
        {
            sum += step.Hours * Math.Exp(-inverse / (step.Celsius + 273.15));
            hours += step.Hours;
        }
        return inverse / -Math.Log(sum / hours) - 273.15;
    }
}

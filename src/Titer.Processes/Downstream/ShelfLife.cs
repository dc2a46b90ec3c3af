using Titer.Numerics;

namespace Titer.Processes.Downstream;

/// <summary>
/// The time at a storage temperature until the integrity of RNA falls to its limit, after what the product has been through: t = (ln(I0 / Imin) / n -
/// damage) / k(T). Uncertain are the integrity at the start, ln k0 and Ea.
/// </summary>
/// <param name="Celsius">Storage temperature.</param>
/// <param name="Limit">Of the integrity, %.</param>
/// <param name="Hours">At the best estimates; 0 when the limit is already passed.</param>
/// <param name="LinearLow">Lower end of the 95 % interval by the law of propagation for ln t (JCGM 100), h; NaN when the limit is already
/// passed.</param>
/// <param name="LinearHigh">Upper end of it.</param>
/// <param name="Low">Lower end of the 95 % interval by Monte Carlo (JCGM 101), h: what the record states.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Supported">Time that is outlived with a probability of 95 %, one-sided, h: what a label may claim (ICH Q1E takes the lower
/// one-sided 95 % limit).</param>
/// <param name="Integrity">At the start of storage, after the history, %.</param>
public sealed partial record ShelfLife(
    double Celsius, double Limit, double Hours, double LinearLow, double LinearHigh, double Low, double High, double Supported, Predicted Integrity,
    ModelAssumptions Assumptions)
{
    private const double Probability = 0.95;

    /// <param name="kinetics">Where the product is stored.</param>
    /// <param name="nucleotides">Length of the RNA.</param>
    /// <param name="integrity">At the beginning of the history, %, with its standard uncertainty.</param>
    /// <param name="limit">%, positive.</param>
    /// <param name="celsius">Storage temperature from the end of the history on.</param>
    /// <param name="history">What came before; the same kinetics.</param>
    /// <param name="seed">Of the Monte Carlo propagation.</param>
    public static ShelfLife Of(
        HydrolysisKinetics kinetics, double nucleotides, UncertainInput integrity, double limit, double celsius, TemperatureHistory history,
            ulong seed = 1)
    {
        double linkages = nucleotides - 1;
        double Time(double start, double logRate, double energy) => Math.Max(0,
            (Math.Log(Math.Max(start, 1e-9) / limit) / linkages - history.Damage(logRate, energy))
            / HydrolysisKinetics.Rate<Real>(logRate, energy, celsius).Value);

        UncertainInput[] inputs =
            [integrity, new(kinetics.LogRate, kinetics.LogRateUncertainty), new(kinetics.ActivationEnergy, kinetics.ActivationEnergyUncertainty)];
        double best = Time(integrity.Value, kinetics.LogRate, kinetics.ActivationEnergy), low = double.NaN, high = double.NaN;
        if (best > 0)
        {
            // The time is close to log-normal: its logarithm is linear in ln k0 and Ea where there is no history.
            double[] slopes = Slopes(kinetics, linkages, integrity.Value, limit, celsius, history);
            UncertaintyBudget log = UncertaintyPropagation.Propagate(Math.Log(best), slopes, inputs);
            double reach = log.ExpandedUncertainty(Probability);
            (low, high) = (best * Math.Exp(-reach), best * Math.Exp(reach));
        }
        InputDistribution[] distributions = [.. inputs.Select(i => InputDistribution.Normal(i.Value, i.StandardUncertainty))];
        MonteCarloResult time = Propagate(x => Time(x[0], x[1], x[2]), Probability);
        MonteCarloResult oneSided = Propagate(x => Time(x[0], x[1], x[2]), 2 * Probability - 1);
        MonteCarloResult left = Propagate(x => x[0] * Math.Exp(-linkages * history.Damage(x[1], x[2])), Probability);

        double coldest = celsius, hottest = celsius;
        foreach (TemperatureStep step in history.Steps) (coldest, hottest) = (Math.Min(coldest, step.Celsius), Math.Max(hottest, step.Celsius));
        return new(celsius, limit, best, low, high, time.Low, time.High, oneSided.Low, new(left.Value, left.StandardUncertainty),
            kinetics.Assumptions(linkages, coldest, hottest));

        MonteCarloResult Propagate(MeasurementFunction f, double probability) => MonteCarlo.Propagate(
            f, distributions, MonteCarloOptions.Default with { Probability = probability, SignificantDigits = 1, MaxTrials = 200_000, Seed = seed });
    }

    // d ln t / d (I0, ln k0, Ea), exact by dual numbers.
    private static double[] Slopes(
        HydrolysisKinetics kinetics, double linkages, double start, double limit, double celsius, TemperatureHistory history)
    {
        Dual integrity = Dual.Variable(start, 0), logRate = Dual.Variable(kinetics.LogRate, 1),
            energy = Dual.Variable(kinetics.ActivationEnergy, 2), damage = 0;
        foreach (TemperatureStep step in history.Steps) damage += step.Hours * HydrolysisKinetics.Rate(logRate, energy, step.Celsius);
        Dual log = Dual.Log((Dual.Log(integrity * (1 / limit)) * (1 / linkages) - damage) / HydrolysisKinetics.Rate(logRate, energy, celsius));
        return [log.Gradient[0], log.Gradient[1], log.Gradient[2]];
    }
}

using System.Collections.Immutable;
using Titer.Core;

namespace Titer.Sensing.Binding;

/// <summary>The rates of a fit with their uncertainties: those of the logarithms, taken to the rates by the first order of JCGM 100.</summary>
internal static class RateTable
{
    public static ImmutableArray<RateEstimate> Make(
        double[] logRates, TitrationCovariance covariance, int parameters, RateProfile? profile, TitrationOptions options)
    {
        var rates = ImmutableArray.CreateBuilder<RateEstimate>();
        rates.Add(Coordinate("ka", Unit.PerMolarPerSecond, 0));
        rates.Add(Coordinate("kd", Unit.PerSecond, 1));
        rates.Add(KD());
        if (options.Model == BindingModel.Transport) rates.Add(Coordinate("km", Unit.ResponsePerMolarPerSecond, 2));
        if (options.Model == BindingModel.TwoState)
        {
            rates.Add(Coordinate("ka2", Unit.PerSecond, 2));
            rates.Add(Coordinate("kd2", Unit.PerSecond, 3));
        }
        return rates.ToImmutable();

        RateEstimate Coordinate(string name, Unit unit, int at)
        {
            double[] gradient = new double[parameters];
            gradient[at] = 1;
            return Estimate(name, unit, logRates[at], gradient, new RateChart(false), at);
        }

        RateEstimate KD()
        {
            double[] gradient = new double[parameters];
            (gradient[0], gradient[1]) = (-1, 1);
            if (logRates.Length == 4)
            {
                double share = 1 / (1 + Math.Exp(logRates[3] - logRates[2]));
                (gradient[2], gradient[3]) = (-share, share);
            }
            return Estimate("KD", Unit.Molar, RateChart.LogKD(logRates), gradient, new RateChart(true), 0);
        }

        RateEstimate Estimate(string name, Unit unit, double log, double[] gradient, RateChart chart, int at)
        {
            (double u, double independent, double freedom, double cost) = covariance.Judge(gradient);
            double value = Math.Exp(log);
            (double low, double high) = profile?.Interval(chart, at, freedom, cost) ?? (double.NaN, double.NaN);
            return new RateEstimate(name, unit, value, value * u, value * independent, low, high);
        }
    }
}

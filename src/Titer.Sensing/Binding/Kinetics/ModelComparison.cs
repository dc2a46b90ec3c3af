using System.Collections.Immutable;
using Titer.Numerics;

namespace Titer.Sensing.Binding;

/// <summary>One model among others on the same data.</summary>
/// <param name="Fit">Without intervals.</param>
/// <param name="Akaike">AIC, with the number of independent readings in the place of that of readings.</param>
/// <param name="Bayes">BIC, likewise.</param>
/// <param name="PValue">Of the F test against 1:1 with the same Rmax rule: how often noise alone would gain as much; NaN for 1:1 itself.</param>
public sealed record ComparedModel(TitrationFit Fit, double Akaike, double Bayes, double PValue)
{
    /// <summary>Better than 1:1 beyond noise and beyond its parameters.</summary>
    public bool IsBetter { get; init; }
}

/// <summary>
/// Models compared on the same data. Information criteria and F tests count the independent readings, n_eff, that the correlation of the
/// residuals leaves (of the model with the smallest residuals), because 10 correlated readings a second would make any richer model win.
/// </summary>
/// <param name="Models">1:1, transport, two-state.</param>
/// <param name="OtherRmax">1:1 with the other rule for Rmax, one for all cycles in place of one each or the reverse; null for a single cycle.</param>
public sealed record ModelComparison(ImmutableArray<ComparedModel> Models, TitrationFit? OtherRmax)
{
    private const double Significant = 0.01;

    public ComparedModel? Of(BindingModel model)
    {
        foreach (ComparedModel m in Models)
            if (m.Fit.Options.Model == model) return m;
        return null;
    }

    /// <summary>Fits 1:1, transport and two-state with what each cycle has in <paramref name="options"/>.</summary>
    public static ModelComparison Make(ImmutableArray<BindingCycle> cycles, double association, TitrationOptions options)
    {
        TitrationFit[] fits =
            [.. Enum.GetValues<BindingModel>().Select(m => TitrationFitter.Fit(cycles, association, options with { Model = m }, intervals: false))];
        TitrationFit simple = fits[0], closest = fits.MinBy(f => f.SumOfSquares)!;
        double independent = closest.EffectiveReadings;
        TitrationFit? other = cycles.Length < 2 ? null
            : TitrationFitter.Fit(cycles, association, options with { Model = BindingModel.OneToOne, GlobalRmax = !options.GlobalRmax },
                intervals: false);
        return new ModelComparison([.. fits.Select(Compare)], other);

        ComparedModel Compare(TitrationFit fit)
        {
            double deviance = independent * Math.Log(fit.SumOfSquares / fit.Readings), bayes = deviance + fit.Parameters * Math.Log(independent);
            double p = double.NaN;
            int more = fit.Parameters - simple.Parameters;
            double freedom = Math.Max(1, independent - fit.Parameters);
            if (more > 0)
            {
                double f = Math.Max(0, simple.SumOfSquares / fit.SumOfSquares - 1) * freedom / more;
                p = BetaDistribution.Cumulative(freedom / (freedom + more * f), 0.5 * freedom, 0.5 * more);
            }
            double simpleBayes = independent * Math.Log(simple.SumOfSquares / simple.Readings) + simple.Parameters * Math.Log(independent);
            return new ComparedModel(fit, deviance + 2 * fit.Parameters, bayes, p) { IsBetter = p < Significant && bayes < simpleBayes };
        }
    }
}

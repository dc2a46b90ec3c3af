using System.Collections.Immutable;
using System.Globalization;

namespace Titer.Sensing.Binding;

/// <summary>
/// Judges whether a titration determines its rates: by the profiles (Raue 2009), and by what the experiment must show for a profile to be
/// believed, because a model that is slightly wrong gives narrow intervals around wrong values where the data have no shape to correct it
/// (K. Önell, K. Andersson, J. Mol. Recognit. 18 (2005) 307).
/// </summary>
public static class TitrationJudge
{
    /// <summary>Below this part of the sites, a curve says little more than its first slope, ka C Rmax.</summary>
    public const double LeastOccupied = 1.0 / 3;

    /// <summary>A dissociation must let go of this part for its rate to be told from drift.</summary>
    public const double LeastDecay = 0.05;

    private const double WideFactor = 2, MisfitFactor = 3, UnevenRmax = 0.15, TradeOff = 1.25;

    /// <param name="fit">With its intervals.</param>
    /// <param name="comparison">Other models on the same data; null when they were not fitted.</param>
    public static TitrationVerdict Judge(TitrationFit fit, ModelComparison? comparison = null)
    {
        var sentences = ImmutableArray.CreateBuilder<string>();
        Determination ka = OfProfile(fit.Association, sentences), kd = OfProfile(fit.Dissociation, sentences);
        Determination affinity = OfProfile(fit.Affinity, sentences);

        double occupied = fit.Cycles.Max(c => c.Occupied), decay = fit.Cycles.Max(c => c.Decay);
        // With a global Rmax the extrapolation shows in Rmax itself, which then runs away.
        if (occupied < LeastOccupied)
        {
            (ka, affinity) = (Determination.NotIdentifiable, Determination.NotIdentifiable);
            sentences.Add($"Rmax is not determined: the highest concentration fills only {Percent(occupied)} of the surface by the end of the "
                + $"injection, "
                + "so that ka and KD rest on an extrapolation and only the product ka x Rmax is known; use higher concentrations or longer "
                + "injections.");
        }
        if (decay < LeastDecay)
        {
            kd = Worse(kd, Determination.Weak);
            affinity = Worse(affinity, Determination.Weak);
            sentences.Add($"The dissociation is too short: only {Percent(decay)} of what was bound is let go in it, less than "
                + $"{Percent(LeastDecay)}, so that kd is weakly determined and mixes with drift; record it longer.");
        }
        if (comparison?.OtherRmax is { } other && fit.Options.Model == BindingModel.OneToOne)
        {
            double factor = Math.Exp(Math.Abs(Math.Log(fit.Association.Value / other.Association.Value)));
            if (factor > TradeOff)
            {
                Determination found = factor > WideFactor ? Determination.NotIdentifiable : Determination.Weak;
                (ka, affinity) = (Worse(ka, found), Worse(affinity, found));
                sentences.Add($"ka and Rmax are not told apart: with "
                    + $"{(fit.Options.GlobalRmax ? "an Rmax for each cycle" : "one Rmax for all cycles")} ka "
                    + $"is {Number(other.Association.Value)} in place of {Number(fit.Association.Value)}.");
            }
        }
        AddRmax(fit, sentences);
        AddMisfit(fit, sentences);
        if (comparison is not null) AddModels(fit, comparison, sentences);
        return new TitrationVerdict(ka, kd, affinity, sentences.ToImmutable());
    }

    private static Determination OfProfile(RateEstimate rate, ImmutableArray<string>.Builder sentences)
    {
        if (!rate.IsBounded)
        {
            string side = rate.Lower > 0 ? $"above {Number(rate.Lower)}" : double.IsFinite(rate.Upper) ? $"below {Number(rate.Upper)}" : "at all";
            sentences.Add(side == "at all" ? $"{rate.Name} is not identifiable: the data allow any value."
                : $"{rate.Name} is not identifiable: the data only say that it lies {side} {rate.Unit.Symbol}.");
            return Determination.NotIdentifiable;
        }
        if (rate.Upper <= WideFactor * rate.Lower) return Determination.Determined;
        sentences.Add($"{rate.Name} is weakly determined: its interval spans a factor of "
            + $"{(rate.Upper / rate.Lower).ToString("0.0", CultureInfo.InvariantCulture)}.");
        return Determination.Weak;
    }

    private static void AddRmax(TitrationFit fit, ImmutableArray<string>.Builder sentences)
    {
        if (fit.Options.GlobalRmax || fit.Cycles.Length < 2) return;
        double[] known = [.. fit.Cycles.Where(c => c.RmaxUncertainty < 0.1 * c.Rmax).Select(c => c.Rmax)];
        if (known.Length < 2) return;
        double mean = known.Average(), spread = Math.Sqrt(known.Sum(r => (r - mean) * (r - mean)) / (known.Length - 1));
        if (spread <= UnevenRmax * mean) return;
        sentences.Add($"Rmax differs between cycles, from {Number(known.Min())} to {Number(known.Max())}: the surface did not come back to the same "
            + "state after each regeneration, or the concentrations are not what they are said to be.");
    }

    private static void AddMisfit(TitrationFit fit, ImmutableArray<string>.Builder sentences)
    {
        // A short baseline does not show the slow noise; the quietest cycle does.
        double quietest = fit.Cycles.Length > 1 ? Math.Sqrt(fit.Cycles.Min(c => c.Noise.Variance)) : 0;
        CycleEstimate worst = fit.Cycles.MaxBy(Factor)!;
        double factor = Factor(worst);
        if (!(factor > MisfitFactor) || !double.IsFinite(factor)) return;
        sentences.Add($"The model does not have the whole shape: residuals of the cycle '{worst.Cycle.Name}' are "
            + $"{factor.ToString("0.0", CultureInfo.InvariantCulture)} times the noise of the instrument; the intervals count this as noise.");

        double Factor(CycleEstimate c) =>
            Math.Sqrt(c.Noise.Variance) / Math.Max(quietest, double.IsNaN(c.Cycle.BaselineNoise) ? 0 : c.Cycle.BaselineNoise);
    }

    private static void AddModels(TitrationFit fit, ModelComparison comparison, ImmutableArray<string>.Builder sentences)
    {
        if (comparison.Of(BindingModel.Transport) is { } transport && transport.IsBetter && fit.Options.Model == BindingModel.OneToOne)
        {
            sentences.Add($"Mass transport matters: with it the fit is better (p = {Number(transport.PValue)}) and ka becomes "
                + $"{Number(transport.Fit.Association.Value)}; use the model 'transport', a faster flow or less ligand.");
        }
        if (fit.Options.Model == BindingModel.Transport && fit.Rate("km") is { } km && !double.IsFinite(km.Upper))
            sentences.Add("Mass transport does not show in these data: km has no upper limit, and the 1:1 model says the same with one parameter "
                + "less.");
        if (comparison.Of(BindingModel.TwoState) is { } twoState && twoState.IsBetter && fit.Options.Model != BindingModel.TwoState)
        {
            sentences.Add($"A two-state model fits better than 1:1 (p = {Number(twoState.PValue)}, KD {Number(twoState.Fit.Affinity.Value)} "
                + $"mol/L): the binding is not "
                + "1:1, or the surface, the flow or the baseline gives the curves a second exponential.");
        }
    }

    private static Determination Worse(Determination a, Determination b) => (Determination)Math.Max((int)a, (int)b);
    private static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";
    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}

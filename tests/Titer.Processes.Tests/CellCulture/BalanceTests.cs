using CsCheck;
using Titer.Processes.CellCulture;
using P = Titer.Processes.CellCulture.ChoParameter;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Processes.Tests.CellCulture;

public class BalanceTests
{
    /// <summary>Everything dissolved that no gas carries away.</summary>
    private static readonly int[] Dissolved = [X.Glucose, X.Glutamine, X.Lactate, X.Ammonia, X.Antigen, X.StrongIons];
    private static readonly int[] Suspended = [X.ViableCells, X.DeadCells];

    /// <summary>d(C V)/dt of every state.</summary>
    private static double[] Amounts(Culture c)
    {
        double[] dx = c.Rates();
        return [.. dx.Select((rate, i) => rate * c.State[X.Volume] + c.State[i] * dx[X.Volume])];
    }

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 1e-10 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Volume_is_feed_and_base_less_sampling_and_evaporation() => Culture.Any.ForAll(300, c => Close(
        c.Inputs[U.Feed] + c.Inputs[U.Base] - c.Inputs[U.Sampling] - c.Parameters[P.Evaporation] * c.Gas, c.Rates()[X.Volume]));

    [Fact]
    public void Feed_and_base_bring_exactly_what_they_contain() => Gen.Select(Culture.Any, Gen.Double[0, 5], Gen.Double[0, 5]).ForAll(300, random =>
    {
        Culture still = random.Item1.Still();
        (double feed, double alkali) = (random.Item2, random.Item3);
        double[] p = still.Parameters, without = Amounts(still), with = Amounts(still.Input(U.Feed, feed).Input(U.Base, alkali));
        Close(feed * p[P.FeedGlucose], with[X.Glucose]);
        Close(feed * p[P.FeedGlutamine], with[X.Glutamine]);
        Close(feed * p[P.FeedStrongIons] + alkali * p[P.BaseStrongIons], with[X.StrongIons]);
        foreach (int i in new[] { X.Lactate, X.Ammonia, X.Antigen }) Close(0, with[i]);
        Close(without[X.InorganicCarbon] + alkali * p[P.BaseCarbon], with[X.InorganicCarbon]);
        Close(without[X.Oxygen], with[X.Oxygen]);
    });

    [Fact]
    public void Feeding_dilutes_cells_and_keeps_their_number() => Culture.Any.ForAll(300, c =>
    {
        double[] with = Amounts(c.Input(U.Feed, 3)), without = Amounts(c.Input(U.Feed, 0));
        foreach (int i in Suspended) Close(without[i], with[i]);
    });

    [Fact]
    public void Sampling_takes_broth_as_it_is() => Culture.Any.ForAll(300, c =>
    {
        double[] with = c.Input(U.Sampling, 30).Rates(), without = c.Input(U.Sampling, 0).Rates();
        Close(without[X.Volume] - 30, with[X.Volume]);
        for (int i = 0; i < X.Count; i++)
            if (i != X.Volume) Close(without[i], with[i]);
    });

    [Fact]
    public void Evaporation_concentrates_and_keeps_the_amounts() => Culture.Any.ForAll(300, c =>
    {
        double[] with = Amounts(c.Parameter(P.Evaporation, 0.1)), without = Amounts(c.Parameter(P.Evaporation, 0));
        foreach (int i in Dissolved.Concat(Suspended).Append(X.Oxygen).Append(X.InorganicCarbon)) Close(without[i], with[i]);
    });

    [Fact]
    public void Without_cells_and_flows_nothing_dissolved_changes() => Culture.Any.ForAll(300, c =>
    {
        double[] amounts = Amounts(c.Still());
        foreach (int i in Dissolved.Concat(Suspended)) Close(0, amounts[i]);
    });

    [Fact]
    public void Lactate_holds_no_more_carbon_than_the_glucose_it_came_from() => Culture.Any.ForAll(500, c =>
    {
        double[] rates = c.Input(U.Feed, 0).Input(U.Base, 0).Parameter(P.Evaporation, 0).Rates();
        // 3 carbons in lactate, 6 in glucose
        Assert.True(3 * rates[X.Lactate] <= -6 * rates[X.Glucose] + 1e-9, $"lactate {rates[X.Lactate]}, glucose {rates[X.Glucose]}");
    });

    [Fact]
    public void Ammonia_holds_no_more_nitrogen_than_the_glutamine_it_came_from() => Culture.Any.ForAll(500, c =>
    {
        double[] rates = c.Input(U.Feed, 0).Input(U.Base, 0).Parameter(P.Evaporation, 0).Rates();
        Assert.True(rates[X.Ammonia] <= -2 * rates[X.Glutamine] + 1e-9, $"ammonia {rates[X.Ammonia]}, glutamine {rates[X.Glutamine]}");
    });

    [Fact]
    public void Strong_ions_change_by_the_ammonium_less_the_lactate_that_cells_release() => Culture.Any.ForAll(500, c =>
    {
        double[] rates = c.Input(U.Feed, 0).Input(U.Base, 0).Parameter(P.Evaporation, 0).Rates();
        // the ammonium of decayed glutamine comes with its own anion, pyrrolidonecarboxylate
        double decayed = c.Input(U.Feed, 0).Input(U.Base, 0).Parameter(P.Evaporation, 0).At(X.ViableCells, 0).Rates()[X.Ammonia];
        Close(rates[X.Ammonia] - decayed - rates[X.Lactate], rates[X.StrongIons]);
    });

    [Fact]
    public void Dead_cells_are_those_that_died_less_those_that_lysed() => Culture.Any.ForAll(300, c =>
    {
        double[] rates = c.Parameter(P.MaximumGrowth, 0).Input(U.Feed, 0).Input(U.Base, 0).Parameter(P.Evaporation, 0).Rates();
        Close(-rates[X.ViableCells] - c.Parameters[P.Lysis] * c.State[X.DeadCells], rates[X.DeadCells]);
    });

    [Fact]
    public void What_the_cells_breathe_returns_as_carbon_dioxide_by_the_respiratory_quotient() => Culture.Any.ForAll(300, c =>
    {
        double[] with = c.Rates(), without = c.At(X.ViableCells, 0).Rates();
        Close(-c.Parameters[P.RespiratoryQuotient] * (with[X.Oxygen] - without[X.Oxygen]), with[X.InorganicCarbon] - without[X.InorganicCarbon]);
    });

    [Fact]
    public void Glucose_uptake_is_what_the_cells_take_from_the_balance() => Culture.Any.ForAll(300, c =>
    {
        if (c.State[X.ViableCells] < 1e-6) return; // fewer than a cell per millilitre take up nothing that could be divided
        double uptake = ChoFedBatch.GlucoseUptake(c.State, c.Parameters);
        Close(c.At(X.ViableCells, 0).Rates()[X.Glucose] - c.Rates()[X.Glucose], uptake * c.State[X.ViableCells]);
    });
}

using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using Titer.Control.Estimators;
using Titer.Control.Tests.Controllers;
using Titer.Core;
using Titer.Numerics;
using Titer.Processes.CellCulture;
using A = Titer.Control.Estimators.AdaptiveState;
using Guarded = Titer.Control.Estimators.GuardedFilter<Titer.Control.Estimators.ChoDynamics, Titer.Control.Estimators.ChoMeasurement>;
using U = Titer.Processes.CellCulture.ChoInput;
using X = Titer.Processes.CellCulture.ChoState;

namespace Titer.Control.Tests.Estimators;

public class ChoEstimatorTests
{
    /// <summary>One call of the estimator: when, under which inputs since the last, what was read.</summary>
    private sealed record Call(DateTimeOffset Now, double[] Inputs, ImmutableArray<Measurement> Measurements);

    private static ChoEstimator New(FilterKind? kind = null, double sampleLitres = 0) =>
        new("bioreactor", Scene.Start, PriorCulture.Intended, PriorCulture.Nominal, kind, sampleLitres: sampleLitres);

    /// <summary>Minutes of a culture whose feed changes on the way; a sample is drawn after each of these minutes.</summary>
    private static (List<Call> Calls, List<Measurement>[] Samples) Record(ulong seed, int minutes, params double[] sampled)
    {
        var culture = new PriorCulture(seed);
        var calls = new List<Call>();
        var samples = new List<List<Measurement>>();
        double[] stops = [.. Enumerable.Range(1, minutes).Select(m => (double)m).Union(sampled).Order()];
        double at = 0;
        foreach (double stop in stops)
        {
            culture.Inputs[U.Feed] = 0.05 + 0.3 * (int)(at / 17) % 2;
            culture.Pass(stop - at);
            at = stop;
            calls.Add(new Call(culture.Now, [.. culture.Inputs], stop == Math.Floor(stop) ? [.. culture.ReadChips()] : []));
            if (sampled.Contains(stop)) samples.Add(culture.Sample());
        }
        // a call between the minutes is one that only the estimator that gets its sample at once makes: inputs are those of the whole minute
        for (int i = 0; i < calls.Count - 1; i++)
            if (!stops[i].Equals(Math.Floor(stops[i]))) calls[i] = calls[i] with { Inputs = calls[i + 1].Inputs };
        return (calls, [.. samples]);
    }

    private static ChoEstimator Run(IEnumerable<Call> calls)
    {
        ChoEstimator estimator = New();
        foreach (Call call in calls) estimator.Update(call.Now, call.Inputs, call.Measurements);
        return estimator;
    }

    private static IEnumerable<Call> With(IEnumerable<Call> calls, double minute, IEnumerable<Measurement> more) =>
        calls.Select(c => c.Now == Scene.Start.AddMinutes(minute) ? c with { Measurements = [.. c.Measurements, .. more] } : c);

    private static void AssertClose(Estimate expected, Estimate got)
    {
        for (int i = 0; i < A.Count; i++) Assert.Equal(expected.Values[i], got.Values[i], 1e-9 * (Math.Abs(expected.Values[i]) + expected.Uncertainty(A.Published[i].Tag)));
        for (int i = 0, at = 0; i < A.Count; i++)
        {
            for (int j = 0; j <= i; j++, at++)
                Assert.Equal(expected.Covariance[at], got.Covariance[at], 1e-9 * expected.Uncertainty(A.Published[i].Tag) * expected.Uncertainty(A.Published[j].Tag));
        }
    }

    private static void AssertSame(Estimate expected, Estimate got)
    {
        Assert.Equal(expected.Values, got.Values);
        Assert.Equal(expected.Covariance, got.Covariance);
    }

    private static Matrix<double> Covariance(Estimate e) => Matrix<double>.Build.Dense(A.Count, A.Count,
        (i, j) => e.Covariance[Math.Max(i, j) * (Math.Max(i, j) + 1) / 2 + Math.Min(i, j)]);

    [Theory]
    [InlineData(30)]
    [InlineData(30.5)]
    public void A_sample_whose_results_come_four_hours_late_counts_as_if_they_had_come_at_once(double sampled)
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(1, 300, sampled);
        Estimate inTime = Run(With(calls, sampled, samples[0])).Publish();
        Estimate late = Run(With(calls.Where(c => c.Now != Scene.Start.AddMinutes(30.5)), 270, samples[0])).Publish();
        Assert.DoesNotContain(inTime.Innovations.Concat(late.Innovations), i => !i.Used);
        Assert.Equal(samples[0].Count, late.Innovations.Count(i => i.Time == Scene.Start.AddMinutes(sampled) && i.Tag.Name.StartsWith("lab/", StringComparison.Ordinal)));
        AssertClose(inTime, late);
        Assert.True(Run(calls).Publish().Uncertainty(Tags.ViableCells) > 1.05 * late.Uncertainty(Tags.ViableCells), "the sample taught something");
    }

    [Fact]
    public void Wired_with_another_filter_it_estimates_the_same_culture()
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(8, 180, 60);
        Estimate[] estimates = [.. new[] { FilterKind.CentralDifference, FilterKind.Extended, FilterKind.Unscented() }.Select(kind =>
        {
            ChoEstimator estimator = New(kind);
            foreach (Call call in With(calls, 120, samples[0])) estimator.Update(call.Now, call.Inputs, call.Measurements);
            return estimator.Publish();
        })];
        foreach (Estimate other in estimates[1..])
            foreach (Variable variable in A.Published)
                Assert.Equal(estimates[0][variable.Tag], other[variable.Tag], 0.3 * estimates[0].Uncertainty(variable.Tag));
    }

    [Fact]
    public void Two_late_samples_may_arrive_in_any_order_and_mixed()
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(2, 150, 20, 50);
        Estimate inTime = Run(With(With(calls, 20, samples[0]), 50, samples[1])).Publish();
        AssertClose(inTime, Run(With(calls, 140, [.. samples[1], .. samples[0]])).Publish());
        AssertClose(inTime, Run(With(With(calls, 100, samples[1]), 140, samples[0])).Publish());
        AssertClose(inTime, Run(With(calls, 140, samples[0].Zip(samples[1]).SelectMany(p => new[] { p.First, p.Second }))).Publish());
    }

    [Fact]
    public void The_same_input_gives_the_same_estimate_bit_for_bit()
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(3, 120, 10);
        List<Call> full = [.. With(calls, 100, samples[0])];
        AssertSame(Run(full).Publish(), Run(full).Publish());
    }

    [Fact]
    public void Results_from_beyond_the_memory_from_before_the_start_and_from_the_future_are_rejected_with_the_reason()
    {
        ChoEstimator estimator = New();
        double[] u = ChoFedBatch.Description.DefaultInputs();
        Measurement At(DateTimeOffset time) => Scene.Reading(Tags.LabGlucose, time, 20, default, 0.5);
        estimator.Update(Scene.Start.AddHours(1), u, [At(Scene.Start.AddHours(-1)), At(Scene.Start.AddHours(1.1))]);
        Assert.Equal(["sampled before the start", "sampled in the future"], estimator.Publish().Innovations.Select(i => i.Reason));
        for (int h = 2; h <= 14; h++) estimator.Update(Scene.Start.AddHours(h), u, []);
        estimator.Update(Scene.Start.AddHours(14.1), u, [At(Scene.Start.AddHours(1.9)), At(Scene.Start.AddHours(2.2))]);
        ImmutableArray<Innovation> innovations = estimator.Publish().Innovations;
        Assert.Equal([(false, "older than 12 h"), (true, "")], innovations.Select(i => (i.Used, i.Reason)));
    }

    [Fact]
    public void An_outlier_is_rejected_and_leaves_no_trace()
    {
        (List<Call> calls, _) = Record(4, 60);
        Measurement outlier = Scene.Reading(Tags.DissolvedOxygen, Scene.Start.AddMinutes(40), 95, default, 1);
        Estimate got = Run(With(calls, 40, [outlier])).Publish();
        Innovation rejected = Assert.Single(got.Innovations, i => !i.Used);
        Assert.Equal((Tags.DissolvedOxygen, outlier.Time), (rejected.Tag, rejected.Time));
        Assert.EndsWith("sigma from expected", rejected.Reason);
        Assert.True(Math.Abs(rejected.Value) > Guarded.Gate * rejected.Spread);
        // In the filter it leaves none; the covariance that is published doubts the sensor by what one outlier is worth.
        Estimate without = Run(calls).Publish();
        Assert.Equal(without.Values, got.Values);
        foreach (Variable variable in got.Variables)
            Assert.Equal(1, got.Uncertainty(variable.Tag) / without.Uncertainty(variable.Tag), 0.01);
    }

    [Fact]
    public void A_sample_takes_its_volume_once_when_its_first_result_arrives_and_no_concentration_with_it()
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(4, 240, 30);
        // The results of one sample come in two parts, and without the load cell nothing else tells of the volume.
        IEnumerable<Call> delivered = With(With(calls, 200, samples[0].Take(3)), 210, samples[0].Skip(3))
            .Select(c => c with { Measurements = [.. c.Measurements.Where(m => m.Tag != Tags.Volume)] });
        (ChoEstimator sampled, ChoEstimator not) = (New(sampleLitres: 2), New());
        foreach (Call call in delivered)
        {
            sampled.Update(call.Now, call.Inputs, call.Measurements);
            not.Update(call.Now, call.Inputs, call.Measurements);
        }
        (Estimate with, Estimate without) = (sampled.Publish(), not.Publish());
        // Gas transfer and heat tell a little of the volume and draw it back.
        Assert.Equal(without[Tags.Volume] - 2, with[Tags.Volume], 0.4);
        foreach (Tag tag in (Tag[])[Tags.ViableCells, Tags.Glucose, Tags.Titre]) Assert.Equal(1, with[tag] / without[tag], 0.01);
    }

    [Fact]
    public void A_sensor_that_insists_is_taken_again_at_reduced_weight()
    {
        // One that isolates nothing: with a bank this sensor would be out before.
        var estimator = new ChoEstimator("bioreactor", Scene.Start, PriorCulture.Intended, PriorCulture.Nominal, isolates: false);
        double[] u = ChoFedBatch.Description.DefaultInputs();
        var used = new List<bool>();
        double before = 0;
        for (int i = 1; i <= 40; i++)
        {
            DateTimeOffset now = Scene.Start.AddMinutes(i);
            estimator.Update(now, u, [Scene.Reading(Tags.Temperature, now, 30, default, 0.05)]);
            Estimate estimate = estimator.Publish();
            Innovation innovation = Assert.Single(estimate.Innovations);
            used.Add(innovation.Used);
            if (i < Guarded.Persistence) before = estimate[Tags.Temperature];
            if (i == Guarded.Persistence)
            {
                Assert.Equal($"taken at reduced weight after {Guarded.Persistence} rejections", innovation.Reason);
                Assert.Equal(Guarded.Gate, Math.Abs(innovation.Value) / innovation.Spread, 1e-9);
                Assert.InRange(estimate[Tags.Temperature], 30, before);
            }
        }
        Assert.Equal(Guarded.Persistence - 1, used.IndexOf(true));
        Assert.DoesNotContain(false, used[Guarded.Persistence..]);
    }

    [Fact]
    public void One_reading_that_fits_ends_the_row_of_rejections()
    {
        ChoEstimator estimator = New();
        double[] u = ChoFedBatch.Description.DefaultInputs();
        for (int i = 1; i <= 35; i++)
        {
            DateTimeOffset now = Scene.Start.AddMinutes(i);
            estimator.Update(now, u, [Scene.Reading(Tags.Volume, now, i == 18 ? 140 : 170, default, 0.5)]);
            Assert.Equal(i == 18, Assert.Single(estimator.Publish().Innovations).Used);
        }
    }

    [Theory]
    [InlineData(Ne107.Failure)]
    [InlineData(Ne107.FunctionCheck)]
    public void A_bad_reading_is_never_used_however_often_it_comes(Ne107 status)
    {
        (List<Call> calls, _) = Record(5, 60);
        List<Call> bad = [.. calls.Select(c => c with { Measurements = [.. c.Measurements, Scene.Reading(Tags.Glucose, c.Now, 3, new Quality(status, "seeded"), 0.1),
            Scene.Reading(Tags.LabTitre, c.Now.AddMinutes(-30), double.NaN, new Quality(status, "seeded"))] })];
        Estimate got = Run(bad).Publish();
        Assert.Equal(120, got.Innovations.Count(i => !i.Used && i.Reason == $"quality {status}: seeded"));
        AssertSame(Run(calls).Publish(), got);
    }

    [Fact]
    public void Tags_that_say_nothing_about_the_culture_are_passed_over()
    {
        ChoEstimator estimator = New();
        DateTimeOffset now = Scene.Start.AddMinutes(1);
        estimator.Update(now, ChoFedBatch.Description.DefaultInputs(), [Scene.Reading(Tags.AirFlow, now, 4), Scene.Reading(Tags.FeedMass, now, 1)]);
        Assert.Empty(estimator.Publish().Innovations);
    }

    [Fact]
    public void The_published_estimate_is_the_state_with_pH_and_oxygen_saturation_in_their_places()
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(6, 120, 30);
        ChoEstimator estimator = Run(With(calls, 110, samples[0]));
        Estimate e = estimator.Publish();
        Assert.Equal((Scene.Start.AddMinutes(120), "bioreactor", ChoFedBatch.Description.Hash(PriorCulture.Nominal)), (e.Time, e.Source, e.Model));
        Assert.Equal(ChoFedBatch.PH(estimator.State, PriorCulture.Nominal), e[Tags.PH]);
        Assert.Equal(ChoFedBatch.OxygenSaturation(estimator.State), e[Tags.DissolvedOxygen]);
        for (int i = 0; i < A.Count; i++)
            if (i is not (X.Oxygen or X.StrongIons)) Assert.Equal(estimator.State[i], e.Values[i]);

        double[] root = Covariance(e).ToRowMajorArray();
        Assert.True(Cholesky.Factorise(root, A.Count));
        Assert.InRange(e.Uncertainty(Tags.DissolvedOxygen), 1, 1.5); // the optode states 1 %, which never averages away
        Assert.InRange(e.Uncertainty(Tags.PH), 1e-4, 0.02);
    }

    [Fact]
    public void The_published_covariance_stays_positive_definite()
    {
        (List<Call> calls, List<Measurement>[] samples) = Record(7, 120, 0.5, 60, 61);
        ChoEstimator estimator = New();
        foreach (Call call in With(calls, 110, samples.SelectMany(s => s)))
        {
            estimator.Update(call.Now, call.Inputs, call.Measurements);
            Assert.True(Cholesky.Factorise(Covariance(estimator.Publish()).ToRowMajorArray(), A.Count));
        }
    }

    /// <summary>Normalised estimation error squared (Bar-Shalom, Li and Kirubarajan 2001, ch. 5.4): 3 on average for three variables when the covariance is honest.</summary>
    [Fact]
    public void Errors_of_cells_glucose_and_titre_are_as_large_as_the_covariance_says()
    {
        const int seeds = 10, hours = 8, first = 1;
        Tag[] tags = [Tags.ViableCells, Tags.Glucose, Tags.Titre];
        int[] states = [X.ViableCells, X.Glucose, X.Antigen];
        var nees = new double[seeds];
        Parallel.For(0, seeds, s =>
        {
            var culture = new PriorCulture((ulong)(100 + s));
            ChoEstimator estimator = New();
            List<Measurement> sample = culture.Sample();
            for (int minute = 1; minute <= 60 * hours; minute++)
            {
                culture.Inputs[U.Feed] = Math.Clamp(0.02 * culture.True[X.ViableCells] + 0.02 * (20 - culture.True[X.Glucose]), 0, 2);
                culture.Pass();
                estimator.Update(culture.Now, culture.Inputs, [.. culture.ReadChips(), .. minute == 60 ? sample : []]);
                if (minute < 60 * first || minute % 60 != 0) continue;
                Estimate e = estimator.Publish();
                Matrix<double> p = Covariance(e);
                Matrix<double> part = Matrix<double>.Build.Dense(3, 3, (i, j) => p[states[i], states[j]]);
                Vector<double> error = Vector<double>.Build.Dense(3, i => culture.True[states[i]] - e[tags[i]]);
                nees[s] += error * part.Cholesky().Solve(error) / (hours - first + 1);
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"NEES {nees.Average():F2}: {string.Join(" ", nees.Select(n => n.ToString("F1")))}");
        Assert.InRange(nees.Average(), 1.5, 5);
    }
}

using Titer.Numerics;
using Titer.Sensing.Raman.Calibration;
using Titer.Sensing.Raman.Preprocessing;
using Titer.Sensing.Raman.Regression;

namespace Titer.Sensing.Tests.Raman;

public class LargeTrainingSetTests
{
    private const int Batches = 43, Each = 20;

    private static readonly FeatureSet[] Sets = [.. FeatureLibrary.For(Mixtures.Axis).Where(s => s.Name.Contains("SNV") || s.Name == "EMSC 4").Take(3)];

    private static TrainingSet Many()
    {
        (RowMatrix spectra, double[] truth) = Mixtures.Draw(3, Batches, Each);
        var laboratory = new Gaussian(6);
        TrainingSet set = Mixtures.Set(spectra, [.. truth.Select(t => t + 0.3 * laboratory.Next())], Each);
        return set with { Fold = [.. set.Group.Select(g => g % 4)] };
    }

    [Fact]
    public void Of_many_spectra_each_batch_keeps_its_share_of_the_search_and_the_range_is_covered()
    {
        TrainingSet set = Many();
        int[] rows = SearchPool.Rows(set.Reference, set.Group);
        Assert.Equal(SearchPool.Taken, rows.Distinct().Count());
        double share = (double)SearchPool.Taken / Batches;
        foreach (IGrouping<int, int> batch in rows.GroupBy(r => set.Group[r])) Assert.InRange(batch.Count(), Math.Floor(share), Math.Ceiling(share));
        double[] all = [.. set.Reference.Order()], kept = [.. rows.Select(r => set.Reference[r]).Order()];
        for (int k = 1; k < 10; k++) Assert.Equal(all[k * all.Length / 10], kept[k * kept.Length / 10], 0.6);
        int[] few = [.. Enumerable.Range(0, SearchPool.Most)];
        Assert.Equal(few, SearchPool.Rows(set.Reference[..few.Length], set.Group[..few.Length]));
    }

    [Fact]
    public void What_costs_the_cube_of_the_spectra_sees_no_more_of_them_than_the_pool_has()
    {
        TrainingSet set = Many();
        var store = new GramStore(set, [.. Sets]);
        var pool = new SearchPool(set, store);
        var part = new TrainedPart(set, store, pool, [.. Enumerable.Range(0, set.Samples).Where(i => set.Fold[i] != 0)]);
        // One error per sample of the matrices that were decomposed; a process rests on no more than these, and all samples have a weight in it.
        Assert.All(part.Members, m => Assert.InRange(m.Candidate.Errors.Length, 150, SearchPool.Taken));
        Assert.All(part.Members, m => Assert.InRange(m.Model.Scores.Length, 0, SearchPool.Taken));
        Assert.All(part.Members, m => Assert.Equal(set.Samples - set.Fold.Count(f => f == 0), m.OnSamples[0].Length));
    }

    [Fact]
    public void A_calibration_of_many_spectra_reaches_the_error_of_the_laboratory_and_tells_how_far_it_is()
    {
        var told = new List<(int Done, int All)>();
        SpectralCalibration calibration = SpectralCalibrationRun.Make(Many(), [.. Sets], progress: (done, all) =>
        {
            lock (told) told.Add((done, all));
        }).Calibration;
        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], told.Order());
        Assert.InRange(calibration.Validation.Rmse, 0.27, 0.36);
        Assert.InRange(calibration.Validation.Coverage95, 0.92, 0.98);
        Assert.True(calibration.Validation.Rejected < 0.03 * Batches * Each);
        (RowMatrix spectra, double[] truth) = Mixtures.Draw(21, 5, 10);
        Assert.True(Mixtures.Rmse(Mixtures.Sense(calibration, spectra), truth) < 0.15); // the truth, without the laboratory
    }

    [Fact]
    public void A_process_that_rests_on_a_third_of_the_samples_predicts_nearly_as_the_one_on_all_of_them()
    {
        var draw = new Gaussian(4);
        RowMatrix scores = new(120, 3), fresh = new(40, 3);
        foreach (RowMatrix m in new[] { scores, fresh })
            for (int i = 0; i < m.Values.Length; i++) m.Values[i] = 0.6 * draw.Next();
        double[] y = [.. Enumerable.Range(0, 120).Select(i => scores[i, 0] + Math.Sin(2 * scores[i, 1]) + 0.1 * draw.Next())];
        var setting = new ProcessSetting(3, 1, 1, 0.1);
        double[] whole = On(1, 0), nearly = On(1, 1), third = On(3, 0);
        for (int i = 0; i < fresh.Rows; i++)
        {
            Assert.Equal(whole[i], nearly[i], 0.01);
            Assert.Equal(whole[i], third[i], 0.1);
        }

        // Resting on one sample in so many, or on all but the first.
        double[] On(int every, int skipped)
        {
            int[] points = [.. Enumerable.Range(0, scores.Rows).Where(i => skipped > 0 ? i >= skipped : i % every == 0)];
            ScoreModel model = ScoreModel.Processes(scores, y, [setting], points);
            return [.. Enumerable.Range(0, fresh.Rows).Select(i => model.At(fresh.Row(i)))];
        }
    }
}

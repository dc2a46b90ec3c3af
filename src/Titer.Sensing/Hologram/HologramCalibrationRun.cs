using Titer.Numerics;

namespace Titer.Sensing.Hologram;

/// <summary>
/// Calibrates the classifier of cells on simulated samples: images of cells that are known to live or to be dead, through the same analysis as
/// in use, each with another
/// specimen of the camera. Half of the images train it, the others count how often it errs.
/// </summary>
public static class HologramCalibrationRun
{
    private const int TrainingImages = 4, TestImages = 4, Iterations = 30;
    /// <summary>An object this close to a cell is that cell, pixels; two cells closer to each other than the second are left out.</summary>
    private const double Near = 3, Apart = 20;
    private const double Ridge = 1e-2;
    private const double Live = 7, Dead = 7, CellVolume = 1770;

    /// <summary>A calibration with a classifier.</summary>
    /// <param name="seed">Of the simulated cameras and cells.</param>
    /// <param name="camera">Optics and chamber.</param>
    public static HologramCalibration Make(ulong seed, HologramCalibration camera)
    {
        var analysis = new HologramAnalysis(camera.Side, camera.Side, camera);
        List<(HologramObject Cell, bool Alive)> training = Collect(seed, 0, TrainingImages, camera, analysis);
        List<(HologramObject Cell, bool Alive)> test = Collect(seed, TrainingImages, TestImages, camera, analysis);
        CellClassifier classifier = Train(training);
        int Right(bool alive) => test.Count(t => t.Alive == alive && classifier.ProbabilityAlive(t.Cell) > 0.5 == alive);
        return camera with
        {
            Cells = classifier with
            {
                LiveTested = test.Count(t => t.Alive), LiveRight = Right(true), DeadTested = test.Count(t => !t.Alive), DeadRight = Right(false),
            },
        };
    }

    /// <summary>Objects found in simulated images that are the image of one cell, with the truth about it.</summary>
    private static List<(HologramObject Cell, bool Alive)> Collect(
        ulong seed, int first, int images, HologramCalibration camera, HologramAnalysis analysis)
    {
        var cells = new List<(HologramObject, bool)>();
        for (int i = first; i < first + images; i++)
        {
            var chip = new SimulatedHologram(Gaussian.Stream(seed, $"calibration/{i}"), camera);
            analysis.Run(chip.Read(0, new Broth { ViableCells = Live, DeadCells = Dead, CellVolume = CellVolume })[1].Values.AsSpan());
            foreach (HologramObject o in analysis.Objects)
            {
                SimulatedCell[] around = [.. chip.Cells.Where(c => Distance(c, o) < Apart)];
                if (around.Length == 1 && Distance(around[0], o) < Near && analysis.Field.IsWhole(o.X, o.Y)) cells.Add((o, around[0].Alive));
            }
        }
        return cells;
    }

    private static double Distance(SimulatedCell cell, HologramObject found) => Math.Sqrt(
        (cell.X - found.X) * (cell.X - found.X) + (cell.Y - found.Y) * (cell.Y - found.Y));

    /// <summary>
    /// Ridge logistic regression by Newton's method (T. Hastie, R. Tibshirani, J. Friedman, The Elements of Statistical Learning (2009) 4.4.1).
    /// </summary>
    private static CellClassifier Train(List<(HologramObject Cell, bool Alive)> cells)
    {
        const int n = CellClassifier.Features, terms = n + 1;
        double[][] x = [.. cells.Select(c =>
        {
            var features = new double[terms];
            CellClassifier.FeaturesOf(c.Cell, features);
            features[n] = 1;
            return features;
        })];
        double[] means = new double[n], scales = new double[n], weights = new double[terms];
        for (int k = 0; k < n; k++)
        {
            means[k] = x.Average(f => f[k]);
            scales[k] = Math.Max(Math.Sqrt(x.Average(f => (f[k] - means[k]) * (f[k] - means[k]))), 1e-9);
            foreach (double[] f in x) f[k] = (f[k] - means[k]) / scales[k];
        }
        for (int iteration = 0; iteration < Iterations; iteration++)
        {
            double[] hessian = new double[terms * terms], gradient = new double[terms];
            for (int i = 0; i < x.Length; i++)
            {
                double p = 1 / (1 + Math.Exp(-x[i].Zip(weights, (a, b) => a * b).Sum()));
                for (int a = 0; a < terms; a++)
                {
                    gradient[a] += x[i][a] * ((cells[i].Alive ? 1 : 0) - p);
                    for (int b = 0; b < terms; b++) hessian[a * terms + b] += x[i][a] * x[i][b] * Math.Max(p * (1 - p), 1e-9);
                }
            }
            for (int a = 0; a < terms; a++)
            {
                gradient[a] -= Ridge * x.Length * weights[a];
                hessian[a * terms + a] += Ridge * x.Length;
            }
            Cholesky.Factorise(hessian, terms);
            Cholesky.Solve(hessian, gradient, terms);
            for (int a = 0; a < terms; a++) weights[a] += gradient[a];
        }
        return new CellClassifier
        {
            Means = [.. means], Scales = [.. scales], Weights = [.. weights], LiveTested = 0, LiveRight = 0, DeadTested = 0, DeadRight = 0,
        };
    }
}

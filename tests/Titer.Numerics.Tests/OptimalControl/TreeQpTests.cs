namespace Titer.Numerics.Tests.OptimalControl;

public sealed class TreeQpTests
{
    /// <summary>Largest violation of the conditions of Karush, Kuhn and Tucker, each in its own size.</summary>
    private static double Kkt(TreeQp qp, TreeQpSolver solver)
    {
        StageTree tree = qp.Tree;
        int z = qp.Variables, n = qp.States, stride = qp.Stride;
        double worst = 0;
        var limits = new double[tree.Nodes * qp.Limits];
        solver.LimitMultipliers(limits);
        var multipliers = new double[tree.Nodes][];
        for (int node = 0; node < tree.Nodes; node++) multipliers[node] = solver.Multiplier(node).ToArray();
        for (int node = 0; node < tree.Nodes; node++)
        {
            ReadOnlySpan<double> own = solver.Solution(node), low = qp.Low(node), high = qp.High(node), price = qp.Price(node), limit = limits.AsSpan(node * qp.Limits, qp.Limits);
            for (int i = 0; i < n; i++)
            {
                double expected = node == 0 ? qp.Initial[i] : qp.Offset(node)[i];
                for (int j = 0; node > 0 && j < z; j++) expected += qp.Transition(node)[i * stride + j] * solver.Solution(tree.Parent(node))[j];
                worst = Math.Max(worst, Math.Abs(own[i] - expected));
            }
            // Stationarity of everything that is free here: the input, and the state of all nodes but the root.
            for (int i = node == 0 ? n : 0; i < (tree.IsLeaf(node) ? n : z); i++)
            {
                double slope = qp.Gradient(node)[i] + limit[i] - (i < n ? multipliers[node][i] : 0);
                for (int j = 0; j < z; j++) slope += qp.Hessian(node)[i * stride + j] * own[j] * (tree.IsLeaf(node) && j >= n ? 0 : 1);
                for (int r = 0; r < qp.Rows; r++) slope += qp.Matrix(node)[r * stride + i] * limit[z + r];
                for (int child = 1; child < tree.Nodes; child++)
                    for (int k = 0; k < n && tree.Parent(child) == node; k++) slope += qp.Transition(child)[k * stride + i] * multipliers[child][k];
                worst = Math.Max(worst, Math.Abs(slope));
            }
            for (int i = 0; i < qp.Limits; i++)
            {
                if (i < n ? node == 0 : i < z && tree.IsLeaf(node)) continue;
                double value = i < z ? own[i] : 0;
                for (int j = 0; i >= z && j < z; j++) value += qp.Matrix(node)[(i - z) * stride + j] * own[j];
                double beyond = Math.Max(low[i] - value, value - high[i]), press = Math.Abs(limit[i]);
                if (double.IsInfinity(beyond)) continue;
                // Beyond a limit only where it is soft and its whole price is paid; pressing only where the limit is met.
                worst = Math.Max(worst, beyond > 0 ? (double.IsFinite(price[i]) ? beyond * (price[i] - press) : beyond) : press * -beyond);
                worst = Math.Max(worst, press - price[i]);
            }
        }
        return worst;
    }

    [Fact]
    public void Solutions_satisfy_the_conditions_of_Karush_Kuhn_and_Tucker() => RandomQp.Feasible.ForAll(300, qp =>
    {
        var solver = new TreeQpSolver(qp) { Tolerance = 1e-11 };
        Assert.Equal(QpStatus.Solved, solver.Solve());
        Assert.InRange(Kkt(qp, solver), 0, 1e-6);
    });

    [Fact]
    public void A_warm_start_gives_the_same_solution_and_allocates_nothing() => RandomQp.Feasible.ForAll(100, qp =>
    {
        var solver = new TreeQpSolver(qp) { Tolerance = 1e-11 };
        Assert.Equal(QpStatus.Solved, solver.Solve());
        double[] first = [.. Enumerable.Range(0, qp.Tree.Nodes).SelectMany(node => solver.Solution(node)[..qp.States].ToArray())];
        long before = GC.GetAllocatedBytesForCurrentThread();
        QpStatus status = solver.Solve(warm: true);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(QpStatus.Solved, status);
        double[] second = [.. Enumerable.Range(0, qp.Tree.Nodes).SelectMany(node => solver.Solution(node)[..qp.States].ToArray())];
        for (int i = 0; i < first.Length; i++) Assert.Equal(first[i], second[i], 1e-5);
    });

    [Fact]
    public void Without_limits_one_Riccati_sweep_is_the_solution()
    {
        TreeQp qp = RandomQp.Make(StageTree.Chain(20), 4, 2, 0, soft: false, new Gaussian(3));
        for (int node = 0; node < qp.Tree.Nodes; node++)
        {
            qp.Low(node).Fill(double.NegativeInfinity);
            qp.High(node).Fill(double.PositiveInfinity);
        }
        var solver = new TreeQpSolver(qp);
        Assert.Equal(QpStatus.Solved, solver.Solve());
        Assert.Equal(0, solver.Iterations);
        Assert.InRange(Kkt(qp, solver), 0, 1e-9);
    }

    [Fact]
    public void Hard_limits_that_contradict_each_other_end_with_a_status_and_a_finite_point()
    {
        TreeQp qp = RandomQp.Make(StageTree.Chain(5), 2, 1, 1, soft: false, new Gaussian(5));
        (qp.Low(2)[0], qp.High(2)[0]) = (1, -1);
        var solver = new TreeQpSolver(qp);
        Assert.Contains(solver.Solve(), (QpStatus[])[QpStatus.Infeasible, QpStatus.IterationLimit]);
        Assert.All(solver.Solution(2).ToArray(), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void The_same_limits_softened_are_broken_by_as_little_as_their_price_asks()
    {
        TreeQp qp = RandomQp.Make(StageTree.Chain(5), 2, 1, 1, soft: false, new Gaussian(5));
        (qp.Low(2)[0], qp.High(2)[0], qp.Price(2)[0]) = (1, -1, 1000);
        var solver = new TreeQpSolver(qp);
        Assert.Equal(QpStatus.Solved, solver.Solve());
        Assert.InRange(solver.Solution(2)[0], -1 - 1e-6, 1 + 1e-6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_a_status(double bad)
    {
        TreeQp qp = RandomQp.Make(StageTree.Chain(5), 2, 1, 0, soft: false, new Gaussian(6));
        qp.Gradient(3)[0] = bad;
        Assert.Equal(QpStatus.NotFinite, new TreeQpSolver(qp).Solve());
        qp = RandomQp.Make(StageTree.Chain(5), 2, 1, 0, soft: false, new Gaussian(6));
        qp.Transition(3)[0] = bad;
        Assert.Equal(QpStatus.NotFinite, new TreeQpSolver(qp).Solve());
    }

    [Fact]
    public void On_the_central_path_every_limit_is_kept_off_by_the_barrier()
    {
        // minimise u with 0 <= u: the multiplier is 1, so the slack is the barrier.
        var qp = new TreeQp(StageTree.Chain(1), 1, 1, 0);
        qp.Gradient(0)[1] = 1;
        qp.Transition(1)[0] = 1;
        qp.Low(0)[1] = 0;
        var solver = new TreeQpSolver(qp) { Barrier = 1e-3 };
        Assert.Equal(QpStatus.Solved, solver.Solve());
        Assert.Equal(1e-3, solver.Solution(0)[1], 1e-8);
    }
}

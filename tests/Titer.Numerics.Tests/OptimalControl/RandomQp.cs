using CsCheck;

namespace Titer.Numerics.Tests.OptimalControl;

/// <summary>Random problems over random trees; feasible, because the limits are drawn around a trajectory of the dynamics.</summary>
internal static class RandomQp
{
    public static readonly Gen<TreeQp> Feasible =
        from horizon in Gen.Int[1, 6]
        from scenarios in Gen.Int[1, 3]
        from states in Gen.Int[1, 4]
        from inputs in Gen.Int[1, 2]
        from rows in Gen.Int[0, 2]
        from soft in Gen.Bool
        from seed in Gen.ULong
        select Make(StageTree.Robust(horizon, scenarios, Math.Min(1, scenarios - 1)), states, inputs, rows, soft, new Gaussian(seed));

    public static TreeQp Make(StageTree tree, int states, int inputs, int rows, bool soft, Gaussian random)
    {
        var qp = new TreeQp(tree, states, inputs, rows);
        int z = qp.Variables, stride = qp.Stride;
        var trajectory = new double[tree.Nodes][];
        for (int node = 0; node < tree.Nodes; node++)
        {
            // H = F F' + 0.1 I
            var f = new double[z, z];
            for (int i = 0; i < z; i++)
                for (int j = 0; j < z; j++) f[i, j] = random.Next();
            Span<double> h = qp.Hessian(node), g = qp.Gradient(node);
            for (int i = 0; i < z; i++)
            {
                g[i] = 3 * random.Next();
                for (int j = 0; j < z; j++)
                    for (int k = 0; k < z; k++) h[i * stride + j] += f[i, k] * f[j, k] + (i == j && k == 0 ? 0.1 : 0);
            }
            trajectory[node] = [.. Enumerable.Range(0, z).Select(_ => random.Next())];
            if (tree.IsLeaf(node)) trajectory[node].AsSpan(states).Clear(); // a leaf has no input
            if (node == 0) trajectory[0].AsSpan(0, states).CopyTo(qp.Initial);
            else
            {
                Span<double> ab = qp.Transition(node), b = qp.Offset(node);
                double[] parent = trajectory[tree.Parent(node)];
                for (int i = 0; i < states; i++)
                {
                    b[i] = 0.2 * random.Next();
                    trajectory[node][i] = b[i];
                    for (int j = 0; j < z; j++) trajectory[node][i] += (ab[i * stride + j] = 0.5 * random.Next()) * parent[j];
                }
            }
            Span<double> matrix = qp.Matrix(node), low = qp.Low(node), high = qp.High(node), price = qp.Price(node);
            for (int i = 0; i < qp.Rows; i++)
                for (int j = 0; j < z; j++) matrix[i * stride + j] = random.Next();
            for (int i = 0; i < qp.Limits; i++)
            {
                double value = i < z ? trajectory[node][i] : 0;
                for (int j = 0; i >= z && j < z; j++) value += matrix[(i - z) * stride + j] * trajectory[node][j];
                if (random.Uniform() < 0.6) low[i] = value - 0.5 * random.Uniform() - 0.01;
                if (random.Uniform() < 0.6) high[i] = value + 0.5 * random.Uniform() + 0.01;
                if (soft && random.Uniform() < 0.5) price[i] = random.Uniform(0.1, 5);
            }
        }
        return qp;
    }
}

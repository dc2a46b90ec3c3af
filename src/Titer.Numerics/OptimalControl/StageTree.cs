namespace Titer.Numerics;

/// <summary>
/// The stages of an optimal control problem: a chain, or a tree of scenarios that share their inputs until they part (multi-stage predictive control:
/// S. Lucia, T. Finkler, S. Engell, J. Process Control 23 (2013) 1306). Node 0 is now; parents come before their children. A node with children has
/// an input, which leads to all of them; a leaf has none. Immutable.
/// </summary>
public sealed class StageTree
{
    private readonly int[] _parent, _stage, _scenario, _rank;
    private readonly bool[] _leaf;
    private readonly double[] _weight;

    private StageTree(int[] parent, int[] stage, int[] scenario, double[] weight)
    {
        (_parent, _stage, _scenario, _weight) = (parent, stage, scenario, weight);
        _leaf = new bool[parent.Length];
        Array.Fill(_leaf, true);
        _rank = new int[parent.Length];
        for (int i = 1; i < parent.Length; i++)
        {
            _leaf[parent[i]] = false;
            _rank[i] = parent[i] == parent[i - 1] ? _rank[i - 1] + 1 : 0;
            MostChildren = Math.Max(MostChildren, _rank[i] + 1);
        }
    }

    /// <summary>One future: nodes 0 to <paramref name="horizon"/>.</summary>
    public static StageTree Chain(int horizon) => Robust(horizon, 1, 0);

    /// <summary>
    /// <paramref name="scenarios"/> values of the uncertain parameters, all of them possible at each of the first <paramref name="branching"/> stages
    /// and kept from
    /// there on. Every node of a stage has the same weight, and the weights of a stage sum to 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">No stage, no scenario, or more branching stages than stages.</exception>
    public static StageTree Robust(int horizon, int scenarios, int branching)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(scenarios, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(branching, horizon);
        var (parent, stage, scenario, weight) = (new List<int> { -1 }, new List<int> { 0 }, new List<int> { 0 }, new List<double> { 1 });
        for (int k = 1, first = 0; k <= horizon; k++)
        {
            int end = parent.Count, branches = k <= branching ? scenarios : 1, count = (end - first) * branches;
            for (int node = first; node < end; node++)
            {
                for (int b = 0; b < branches; b++)
                {
                    parent.Add(node);
                    stage.Add(k);
                    scenario.Add(k <= branching ? b : scenario[node]);
                    weight.Add(1.0 / count);
                }
            }
            first = end;
        }
        return new StageTree([.. parent], [.. stage], [.. scenario], [.. weight]);
    }

    public int Nodes => _parent.Length;

    /// <summary>-1 for the root.</summary>
    public int Parent(int node) => _parent[node];

    public int Stage(int node) => _stage[node];

    /// <summary>How many children the parent has before this one.</summary>
    public int Rank(int node) => _rank[node];

    /// <summary>Largest number of children of a node.</summary>
    public int MostChildren { get; }

    /// <summary>Which values of the uncertain parameters lead from the parent to this node.</summary>
    public int Scenario(int node) => _scenario[node];

    /// <summary>Probability of being here when this stage comes.</summary>
    public double Weight(int node) => _weight[node];

    /// <summary>A leaf ends the horizon and has no input.</summary>
    public bool IsLeaf(int node) => _leaf[node];
}

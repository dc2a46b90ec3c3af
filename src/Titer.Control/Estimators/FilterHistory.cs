using Titer.Core;

namespace Titer.Control.Estimators;

/// <summary>
/// The filter's recent past on the grid of its updates: at each node the state before the readings taken there, the inputs
/// that held from there on, and those readings. Memory is fixed; the oldest node falls out.
/// </summary>
public sealed class FilterHistory<TMeasure>(TimeSpan memory, int states, int inputs) where TMeasure : struct, IMeasurementModel
{
    private readonly List<Node> _nodes = [];
    private readonly Stack<Node> _spare = [];

    public int Count => _nodes.Count;
    public DateTimeOffset Oldest => _nodes[0].Time;
    public DateTimeOffset Newest => _nodes[^1].Time;

    public DateTimeOffset TimeOf(int node) => _nodes[node].Time;

    public List<Taken<TMeasure>> TakenAfter(int node) => _nodes[node].Taken;

    public void Add(DateTimeOffset time, GaussianState filter, ReadOnlySpan<double> held)
    {
        while (_nodes.Count > 1 && time - _nodes[1].Time > memory)
        {
            _spare.Push(_nodes[0]);
            _nodes.RemoveAt(0);
        }
        Node node = _spare.Count > 0 ? _spare.Pop() : new Node(states, inputs);
        node.Taken.Clear();
        node.Time = time;
        filter.CopyTo(node.Mean, node.Root);
        held.CopyTo(node.Inputs);
        _nodes.Add(node);
    }

    /// <summary>The inputs that hold from the newest node on.</summary>
    public void SetInputs(ReadOnlySpan<double> held) => held.CopyTo(_nodes[^1].Inputs);

    /// <summary>Index of the last node at or before a time.</summary>
    public int NodeAt(DateTimeOffset time)
    {
        int low = 0, high = _nodes.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_nodes[middle].Time <= time) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    /// <summary>Puts the filter back to the last node at or before a time and returns that node.</summary>
    public int Rewind(DateTimeOffset time, GaussianState filter, Span<double> held)
    {
        int index = NodeAt(time);
        Node node = _nodes[index];
        filter.Restore(node.Mean, node.Root);
        node.Inputs.CopyTo(held);
        return index;
    }

    /// <summary>Overwrites a node's state after the filter has run again, and hands out its inputs.</summary>
    public void Refresh(int index, GaussianState filter, Span<double> held)
    {
        Node node = _nodes[index];
        filter.CopyTo(node.Mean, node.Root);
        node.Inputs.CopyTo(held);
    }

    public void Insert(in Taken<TMeasure> taken)
    {
        List<Taken<TMeasure>> list = _nodes[NodeAt(taken.Time)].Taken;
        int at = list.Count;
        while (at > 0 && list[at - 1].Time > taken.Time) at--;
        list.Insert(at, taken);
    }

    /// <summary>From a time on, no reading of this sensor counts any more; they stay to be looked at.</summary>
    public void TakeOut(Tag tag, DateTimeOffset from)
    {
        for (int node = NodeAt(from); node < _nodes.Count; node++)
        {
            List<Taken<TMeasure>> list = _nodes[node].Taken;
            for (int i = 0; i < list.Count; i++)
                if (list[i].Sensor == tag && list[i].Time >= from) list[i] = list[i] with { Used = false };
        }
    }

    private sealed class Node(int states, int inputs)
    {
        public DateTimeOffset Time;
        public readonly double[] Mean = new double[states], Root = new double[states * states], Inputs = new double[inputs];
        public readonly List<Taken<TMeasure>> Taken = [];
    }
}

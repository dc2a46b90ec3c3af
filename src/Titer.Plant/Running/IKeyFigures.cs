using System.Collections.Immutable;
using Titer.Plant.Loop;

namespace Titer.Plant.Running;

/// <summary>Gathers the key figures of one batch while it runs.</summary>
public interface IKeyFigures
{
    void Watch(LoopTick tick);

    /// <summary>The figures at the end, in the order in which people read them; there must have been an estimate.</summary>
    ImmutableArray<KeyFigure> AtEnd();
}

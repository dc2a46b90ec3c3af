using Titer.Control.Controllers;
using Titer.Core;

namespace Titer.Control.Strategy;

/// <summary>A controller above the loops: it moves the set points that they follow, in the phases whose recipe asks for it.</summary>
public interface IStrategy : IController
{
    /// <summary>Set points that it wants, by tag; empty while those of the recipe count.</summary>
    IReadOnlyDictionary<Tag, double> Moves { get; }
}

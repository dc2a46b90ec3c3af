using Titer.Core;

namespace Titer.Control.Controllers;

/// <summary>What the recipe wants of one controlled variable now.</summary>
public readonly record struct Target(Tag Tag, double Value, Unit Unit, double Low, double High);

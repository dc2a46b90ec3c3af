using System.Collections.Immutable;

namespace Titer.Control.Controllers;

/// <summary>
/// One way to control, best first on the ladder: what it is called and what it needs. <paramref name="Also"/> asks for more than
/// fresh readings; it returns why not, or null.
/// </summary>
public sealed record Rung(string Name, ImmutableArray<Need> Needs, Func<Situation, string?>? Also = null);

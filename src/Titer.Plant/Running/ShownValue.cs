using Titer.Core;

namespace Titer.Plant.Running;

/// <summary>An estimated variable that people watch.</summary>
/// <param name="Name">What they call it.</param>
/// <param name="Format">How many digits they want of it, as a numeric format.</param>
public readonly record struct ShownValue(Tag Tag, string Name, string Format);

using CsCheck;

namespace Titer.Tests;

/// <summary>Property tests over CsCheck generators with the same cases in every run; CsCheck's own Sample draws new ones each time.</summary>
internal static class Seeded
{
    public static void ForAll<T>(this Gen<T> generator, int cases, Action<T> holds)
    {
        var random = new PCG(1, 20260302);
        for (int i = 0; i < cases; i++)
        {
            T value = generator.Generate(random, null, out _);
            try
            {
                holds(value);
            }
            catch (Exception e)
            {
                string text = value is System.Collections.IEnumerable many ? string.Join("; ", many.Cast<object>()) : $"{value}";
                throw new InvalidOperationException($"Case {i} fails: {text}", e);
            }
        }
    }
}
